const shanghaiOffsetMs = 8 * 3_600_000

/** The day in Asia/Shanghai (no daylight saving since 1991). */
export const dayOf = (milliseconds: number) => new Date(milliseconds + shanghaiOffsetMs).toISOString().slice(0, 10)

/** `2026-03-01`, `08:15` → the instant. */
export const instantAt = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`)

export const addDays = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** 0 is Sunday. */
export const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

/** `2026-03-01 08:15:00`, as Chinese systems print it. */
export const printedTime = (milliseconds: number) => new Date(milliseconds + shanghaiOffsetMs).toISOString().slice(0, 19).replace('T', ' ')

/** RFC 3339 with +08:00, as WeChat Pay prints it. */
export const rfc3339 = (milliseconds: number) => `${new Date(milliseconds + shanghaiOffsetMs).toISOString().slice(0, 19)}+08:00`
