import { addDays, hospitalDay, hospitalInstant } from './clock.ts'

/**
 * Milliseconds to the coming morning in Shanghai. Clinics keep hours, tests do not: they live in that morning, with a whole day of clinics
 * ahead, whatever the hour at which they run.
 */
export function untilMorning(time = '07:45', now = new Date()): number {
  const today = hospitalDay(now)
  const wait = hospitalInstant(today, time).getTime() - now.getTime()
  return wait >= 0 ? wait : hospitalInstant(addDays(today, 1), time).getTime() - now.getTime()
}
