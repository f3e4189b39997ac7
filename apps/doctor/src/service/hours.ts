import type { ServiceSettingsFragment } from '@/graphql/graphql'

export type Stretch = ServiceSettingsFragment['hours'][number]

export const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** Every half hour; the last is the end of the day, which no stretch begins at. */
const halves = Array.from({ length: 49 }, (_, at) => `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`)

/** What may be chosen, and what stands there already though it is no half hour. */
export const startTimes = (own: string) => timesWith(halves.slice(0, -1), own)
export const endTimes = (own: string) => timesWith(halves.slice(1), own)

function timesWith(times: string[], own: string): string[] {
  return times.includes(own) ? times : [...times, own].sort()
}

/** A sentence about what is wrong with one weekday's stretches, if anything is. */
export function faultOf(stretches: Stretch[]): string | null {
  const sorted = stretches.toSorted((one, other) => one.start.localeCompare(other.start))
  if (sorted.some(({ start, end }) => end <= start)) return '结束时间须晚于开始时间。'
  if (sorted.some(({ start }, at) => at > 0 && sorted[at - 1]!.end > start)) return '同一天的服务时间不能重叠。'
  return null
}

/** A stretch to begin with: after the last of the day, where there is room. */
export function nextStretch(weekday: number, stretches: Stretch[]): Stretch | null {
  const last = stretches.map(({ end }) => end).sort().at(-1)
  if (!last) return { weekday, start: '08:00', end: '12:00' }
  const [start, end] = [halves.find((time) => time >= last && time !== '24:00'), halves.find((time) => time > last && time >= '17:30')]
  return start && end && end > start ? { weekday, start, end } : null
}
