import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { text, type PgSchema } from 'drizzle-orm/pg-core'
import { decryptPersonal, encryptPersonal } from '@hospital/access/personal-data'
import type { Keys } from '@hospital/access/keys'
import type { TokenStore } from '@hospital/connectors/wechat/port'
import { instant } from '@hospital/database/columns'
import type { Database } from '@hospital/database/connect'

/** An access token that all processes of a subgraph share, sealed; by the name of the outside party. */
export const outsideTokenTable = (schema: PgSchema) => schema.table('outside_token', {
  party: text().primaryKey(),
  token: text(),
  expiresAt: instant(),
  /** One process is asking for the next one until then. */
  claimedUntil: instant(),
})

/** A process that died while asking holds the others up no longer. */
const CLAIM_MS = 15_000

/** Keeps an outside party's token for all processes. It ages by real time, as the party itself has it. */
export function tokensOf(db: Database, table: ReturnType<typeof outsideTokenTable>, keys: Keys, party: string): TokenStore {
  const own = eq(table.party, party)
  return {
    async read() {
      const [row] = await db.select().from(table).where(own)
      return row?.token && row.expiresAt ? { token: decryptPersonal(keys, row.token), expiresAt: row.expiresAt.getTime() } : null
    },
    async claim() {
      const now = new Date()
      await db.insert(table).values({ party }).onConflictDoNothing()
      const claimed = await db.update(table).set({ claimedUntil: new Date(now.getTime() + CLAIM_MS) }).where(and(own, or(isNull(table.claimedUntil), lt(table.claimedUntil, now)))).returning({ party: table.party })
      return claimed.length > 0
    },
    async keep({ token, expiresAt }) {
      await db.update(table).set({ token: encryptPersonal(keys, token), expiresAt: new Date(expiresAt), claimedUntil: null }).where(own)
    },
    async release() {
      await db.update(table).set({ claimedUntil: null }).where(own)
    },
  }
}
