export interface Hours {
  weekday: number
  start: string
  end: string
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** Stretches of the week as people read them: 每天 08:00–20:00, or 周一至周五 08:00–12:00、14:00–17:00；周六 08:00–12:00. */
export function formatHours(hours: readonly Hours[]): string {
  const days = weekdays.map((_, index) => spansOf(hours.filter(({ weekday }) => weekday === index + 1)))
  const runs: { from: number; to: number; spans: string }[] = []
  for (const [day, spans] of days.entries()) {
    const last = runs.at(-1)
    if (last?.spans === spans) last.to = day
    else runs.push({ from: day, to: day, spans })
  }
  return runs.filter(({ spans }) => spans).map(({ from, to, spans }) => `${daysOf(from, to)} ${spans}`).join('；')
}

function spansOf(hours: readonly Hours[]): string {
  const spans = hours.toSorted((one, other) => one.start.localeCompare(other.start)).map(({ start, end }) => (start === '00:00' && end === '24:00' ? '全天' : `${start}–${end}`))
  return spans.join('、')
}

function daysOf(from: number, to: number): string {
  if (from === 0 && to === 6) return '每天'
  if (from === to) return `周${weekdays[from]}`
  return to === from + 1 ? `周${weekdays[from]}、周${weekdays[to]}` : `周${weekdays[from]}至周${weekdays[to]}`
}
