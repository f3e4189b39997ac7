/** A filter of a list. Its value stands in the address under `key` (a span of days: `<key>From`, `<key>To`). */
export type Filter =
  | { key: string; label: string; kind: 'text'; placeholder?: string }
  | { key: string; label: string; kind: 'choice'; options: readonly { value: string; label: string }[] }
  | { key: string; label: string; kind: 'days' }

export type FilterValues = Record<string, string>

/** The keys that a filter may write. */
export function keysOf(filter: Filter): string[] {
  return filter.kind === 'days' ? [`${filter.key}From`, `${filter.key}To`] : [filter.key]
}

/** The instants of a span of hospital days: from the first moment of the first to the first moment after the last. */
export function instantsOf(values: FilterValues, key: string): { from?: string; to?: string } {
  const from = values[`${key}From`]
  const to = values[`${key}To`]
  return {
    ...(from && { from: new Date(`${from}T00:00:00+08:00`).toISOString() }),
    ...(to && { to: new Date(new Date(`${to}T00:00:00+08:00`).getTime() + 86_400_000).toISOString() }),
  }
}
