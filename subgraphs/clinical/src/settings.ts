import type { Context } from '@hospital/subgraph/context'
import { setting } from './tables/settings.ts'

/** What a hospital may set, and what holds where it has not. */
export const DEFAULT_SETTINGS = {
  /** An unpaid place is kept this long. */
  holdMinutes: 15,
  unpaidHoldsPerAccount: 3,
  liveAppointmentsPerAccount: 20,
  /** Registrations are cancelled online until this hour of the day before the visit. */
  cancelUntilHour: 22,
  /** A paid registration that the HIS could not confirm for this long is given up and refunded. */
  confirmMinutes: 30,
  /** A practitioner reads who the patient is until this many days after the visit. */
  careDays: 7,
  /** Check-in opens this long before the segment and closes with the session. */
  checkInOpensMinutes: 60,
  /** A position less exact than this does not tell where someone is. */
  checkInAccuracyMeters: 200,
  /** Who missed a call waits behind this many others. */
  requeueBehind: 3,
  /** Length of a visit, until the queue has shown its own pace. */
  visitMinutes: 8,
  consultationPayMinutes: 15,
  /** A text consultation that the doctor has not accepted for this long is refunded. */
  consultationAnswerHours: 24,
  /** An accepted consultation ends by itself after this long. */
  consultationOpenHours: 48,
  /** Once the patient's messages are used up, the doctor has this long for an answer … */
  consultationLastAnswerHours: 24,
  /** … and after an answer this long to add to it. */
  consultationClosingMinutes: 10,
  /** A doctor reads whose consultation it was for this long. */
  consultationCareDays: 365,
}

export type Settings = typeof DEFAULT_SETTINGS

export async function readSettings(ctx: Context): Promise<Settings> {
  const rows = await ctx.db.select().from(setting)
  const known = rows.filter(({ key }) => key in DEFAULT_SETTINGS)
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(known.map(({ key, value }) => [key, value])) }
}

export const minutesAfter = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * 60_000)
