/** The one source of time. Domain code reads `now()`; a job's run-at goes through `real()`, because the database keeps real time. */
export interface Clock {
  now(): Date
  /** The real instant at which this clock will show `instant`. */
  real(instant: Date): Date
}

/** Real time, moved by a fixed offset for tests and demonstrations; production refuses an offset. */
export function clockFrom(env: NodeJS.ProcessEnv): Clock {
  const offset = Number(env.CLOCK_OFFSET_MS ?? 0)
  if (!Number.isFinite(offset)) throw new Error('CLOCK_OFFSET_MS is not a number')
  if (offset !== 0 && env.NODE_ENV === 'production') throw new Error('CLOCK_OFFSET_MS is refused in production')
  return { now: () => new Date(Date.now() + offset), real: (instant) => new Date(instant.getTime() - offset) }
}

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' })

/** The hospital day (`YYYY-MM-DD`) that an instant falls on, in Asia/Shanghai. */
export const hospitalDay = (instant: Date): string => DAY.format(instant)

/** The instant of a wall-clock time (`HH:mm`) on a hospital day. China has kept UTC+8 without summer time since 1991. */
export const hospitalInstant = (day: string, time = '00:00'): Date => new Date(`${day}T${time}:00+08:00`)

/** The hospital day `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return hospitalDay(new Date(hospitalInstant(day, '12:00').getTime() + count * 86_400_000))
}

/** 1 (Monday) to 7 (Sunday) of a hospital day. */
export const weekday = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7

/** Whether a string is a real calendar day. */
export function isDay(day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}
