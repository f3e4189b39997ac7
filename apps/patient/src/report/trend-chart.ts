interface Point {
  at: string
  value: number
  low?: number | null
  high?: number | null
}

const EDGE = 14
const LABEL = 10

/** Points across the width in their true distance of time, the range of the newest as a band behind them. */
export function chartOf(trend: readonly Point[], width: number, height: number) {
  const newest = trend.at(-1)!
  const limits = [newest.low, newest.high].filter((limit) => limit != null)
  const values = [...trend.map(({ value }) => value), ...limits]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const span = most - least || Math.abs(most) || 1
  const top = EDGE + LABEL
  const yOf = (value: number) => top + ((most - value) / span) * (height - top - EDGE)
  const times = trend.map(({ at }) => new Date(at).getTime())
  const [first, last] = [times[0]!, times.at(-1)!]
  const xOf = (time: number) => (last === first ? width / 2 : EDGE + ((time - first) / (last - first)) * (width - 2 * EDGE))
  const points = trend.map(({ value }, at) => ({ x: round(xOf(times[at]!)), y: round(yOf(value)), label: round(yOf(value) - LABEL) }))
  const band = limits.length === 0 ? null : bandOf(newest.high == null ? 0 : yOf(newest.high), newest.low == null ? height : yOf(newest.low))
  return { points, band, path: points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join(' ') }
}

const bandOf = (from: number, to: number) => ({ top: round(from), height: round(Math.max(1, to - from)) })

const round = (length: number) => Math.round(length * 10) / 10
