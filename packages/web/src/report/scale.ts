interface Limits {
  low?: number | null
  high?: number | null
}

/** Where a result stands beside its range, in hundredths of the bar: the range takes the middle; null where there is no number or no range. */
export function placeOnBar(value: number | null | undefined, range: Limits | null | undefined): { from: number; to: number; at: number } | null {
  const { low, high } = range ?? {}
  if (value == null || (low == null && high == null)) return null
  const [from, to] = [low == null ? 0 : 30, high == null ? 100 : 70]
  const span = low != null && high != null ? high - low : Math.abs(high ?? low!) || 1
  const share = (value - (low ?? high! - span)) / span
  const at = low == null && share <= 1 ? share * to : from + share * (to - from)
  return { from, to, at: Math.min(98, Math.max(2, at)) }
}
