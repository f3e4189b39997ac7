import { text } from 'drizzle-orm/pg-core'
import { instant } from '@hospital/database/columns'
import { platform } from './schema.ts'

/** An access token that all processes share, sealed; by the name of the outside party. */
export const outsideToken = platform.table('outside_token', {
  party: text().primaryKey(),
  token: text(),
  expiresAt: instant(),
  /** One process is asking for the next one until then. */
  claimedUntil: instant(),
})
