import { hospitalDay, hospitalInstant, weekday } from '@hospital/database/clock'
import { Refusal } from '@hospital/subgraph/refusal'

/** A stretch of a weekday (1 = Monday … 7), `HH:mm` on the hospital's clock; it may end at 24:00. */
export interface Hours {
  weekday: number
  start: string
  end: string
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const MOST_STRETCHES = 50

/** In order of the week. Refuses INVALID_INPUT: no real time, an end that is not after its start, stretches that overlap. */
export function checkHours(hours: readonly Hours[]): Hours[] {
  if (hours.length > MOST_STRETCHES) throw invalid('服务时间太多，请合并后再保存。')
  const sorted = hours.map(({ weekday: day, start, end }) => ({ weekday: day, start, end })).sort((a, b) => a.weekday - b.weekday || (a.start < b.start ? -1 : 1))
  for (const [i, one] of sorted.entries()) {
    if (!Number.isInteger(one.weekday) || one.weekday < 1 || one.weekday > 7) throw invalid('服务时间的星期不正确。')
    if (!TIME.test(one.start) || !(TIME.test(one.end) || one.end === '24:00')) throw invalid('服务时间格式不正确，请按 08:00 这样的格式填写。')
    if (one.end <= one.start) throw invalid('服务的结束时间须晚于开始时间。')
    const before = sorted[i - 1]
    if (before?.weekday === one.weekday && before.end > one.start) throw invalid('同一天的服务时间不能重叠。')
  }
  return sorted
}

export function isOpenAt(hours: readonly Hours[], now: Date): boolean {
  const day = hospitalDay(now)
  const minutes = Math.floor((now.getTime() - hospitalInstant(day).getTime()) / 60_000)
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return hours.some((one) => one.weekday === weekday(day) && one.start <= time && time < one.end)
}

const invalid = (message: string) => new Refusal('INVALID_INPUT', { message, details: { field: 'hours' } })
