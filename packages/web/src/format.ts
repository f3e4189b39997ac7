const zone = 'Asia/Shanghai'

const grouped = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** 1200 → ¥12.00 */
export function formatFen(fen: number): string {
  return `${fen < 0 ? '-' : ''}¥${formatYuan(Math.abs(fen))}`
}

/** 128600 → 1,286.00, for columns headed 金额（元） */
export function formatYuan(fen: number): string {
  return grouped.format(fen / 100)
}

/** What a person typed in 元, as fen; null when it is not an amount with at most two decimals. Never through floating point. */
export function fenOfYuan(text: string): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

type Instant = string | number | Date

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  weekday: 'short',
  hourCycle: 'h23',
})

function inShanghai(instant: Instant): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(instant)).map((part) => [part.type, part.value]))
}

/** The hospital's day of an instant: 2026-11-24 */
export function hospitalDay(instant: Instant): string {
  const { year, month, day } = inShanghai(instant)
  return `${year}-${month}-${day}`
}

/** A hospital day some days away: addDays('2026-11-30', 1) → 2026-12-01 */
export function addDays(day: string, days: number): string {
  const noon = new Date(`${day}T12:00:00+08:00`).getTime() + days * 86_400_000
  return hospitalDay(noon)
}

/** A hospital day as people say it: 11月24日 周二 */
export function formatDay(day: string): string {
  const [, month, date] = day.split('-')
  return `${Number(month)}月${Number(date)}日 ${inShanghai(`${day}T12:00:00+08:00`).weekday}`
}

/** 今天, 明天, else 周二 */
export function formatWeekday(day: string, today: string): string {
  if (day === today) return '今天'
  if (day === addDays(today, 1)) return '明天'
  return inShanghai(`${day}T12:00:00+08:00`).weekday!
}

const dayParts = { MORNING: '上午', AFTERNOON: '下午', EVENING: '夜间' } as const

/** 11月24日 周二 上午 */
export function formatDayPart(day: string, part: keyof typeof dayParts): string {
  return `${formatDay(day)} ${dayParts[part]}`
}

/** 09:15 */
export function formatTime(instant: Instant): string {
  const { hour, minute } = inShanghai(instant)
  return `${hour}:${minute}`
}

/** 09:00–09:15 */
export function formatSpan(from: Instant, to: Instant): string {
  return `${formatTime(from)}–${formatTime(to)}`
}

/** 11月24日 周二 09:15 */
export function formatInstant(instant: Instant): string {
  return `${formatDay(hospitalDay(instant))} ${formatTime(instant)}`
}

/** 2026-11-24 09:15:03, for tables and logs */
export function formatStamp(instant: Instant): string {
  const { year, month, day, hour, minute, second } = inShanghai(instant)
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`
}

/** 2026-11-24 09:15, where the year matters */
export const formatMinute = (instant: Instant): string => formatStamp(instant).slice(0, 16)

/** How a list tells time: 09:15 today, 昨天 yesterday, 11-20 this year, 2025-11-20 before. */
export function formatRecent(instant: Instant, now: Instant): string {
  const day = hospitalDay(instant)
  const today = hospitalDay(now)
  if (day === today) return formatTime(instant)
  if (day === addDays(today, -1)) return '昨天'
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day
}

/** A countdown: 08:14, or 1:02:30 past an hour. Never below zero. */
export function formatCountdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  const clock = [Math.floor((seconds % 3600) / 60), seconds % 60].map((n) => String(n).padStart(2, '0')).join(':')
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${clock}` : clock
}

/** 13800006672 → 138****6672 */
export function maskPhone(phone: string): string {
  return phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2')
}

/** The character shown in a person’s round: 林若楠 → 林, 阿依古丽·买买提艾力 → 阿. */
export function initialOf(name: string): string {
  return Array.from(name.replace(/[·•・].*$/u, '').trim())[0] ?? '·'
}

const sexes = { MALE: '男', FEMALE: '女', UNKNOWN: '性别未知' } as const

export function formatSex(sex: keyof typeof sexes): string {
  return sexes[sex]
}
