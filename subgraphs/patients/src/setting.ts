import { inArray } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { setting } from './tables.ts'

/** What a hospital may set, with what holds until it does. */
const DEFAULTS = {
  /** Persons cared for that one account may keep. */
  patientLimit: 8,
  smsPerPhoneAnHour: 10,
  /** Many phones share one address behind a hospital's Wi-Fi. */
  smsPerIpAnHour: 200,
}

export type Settings = typeof DEFAULTS

export async function settingsOf(ctx: Context): Promise<Settings> {
  const rows = await ctx.db.select().from(setting).where(inArray(setting.key, Object.keys(DEFAULTS)))
  return { ...DEFAULTS, ...Object.fromEntries(rows.map(({ key, value }) => [key, value])) }
}
