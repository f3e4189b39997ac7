import { addDays, hospitalDay, hospitalInstant } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { hospitalSettings } from '../configuration/setting.ts'

const HOUR_MS = 3_600_000

/** When a message that is not urgent may leave: now, or when the night is over. */
export async function nextLoudMoment(ctx: Context): Promise<Date> {
  const now = ctx.now()
  const { 'messages.quiet': quiet, 'messages.quietFrom': from, 'messages.quietTo': to } = await hospitalSettings(ctx, ['messages.quiet', 'messages.quietFrom', 'messages.quietTo'])
  if (!quiet || !isQuiet(hourOf(now), from, to)) return now
  const today = hospitalDay(now)
  const end = (day: string) => new Date(hospitalInstant(day).getTime() + to * HOUR_MS)
  return end(today) > now ? end(today) : end(addDays(today, 1))
}

const hourOf = (now: Date) => (now.getTime() - hospitalInstant(hospitalDay(now)).getTime()) / HOUR_MS

/** A night that begins before midnight goes on after it; one that ends when it begins is none. */
function isQuiet(hour: number, from: number, to: number): boolean {
  if (from === to) return false
  return from < to ? hour >= from && hour < to : hour >= from || hour < to
}
