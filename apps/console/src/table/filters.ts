import type { ComponentType } from 'react'
import { fenOfYuan } from '@hospital/web/format'

/** What a field of a filter that looks something up is given by its form. */
export interface LookupProps {
  id?: string
  value?: string
  onChange?(value: string | undefined): void
}

/** A filter of a list. Its value stands in the address under `key` (a span of days: `<key>From`, `<key>To`; amounts: `<key>Min`, `<key>Max`). */
export type Filter =
  | { key: string; label: string; kind: 'text'; placeholder?: string }
  | { key: string; label: string; kind: 'choice'; options: readonly { value: string; label: string }[] }
  | { key: string; label: string; kind: 'days' }
  | { key: string; label: string; kind: 'yuan' }
  | { key: string; label: string; kind: 'lookup'; Field: ComponentType<LookupProps> }

export type FilterValues = Record<string, string>

/** The keys that a filter may write. */
export function keysOf(filter: Filter): string[] {
  if (filter.kind === 'days') return [`${filter.key}From`, `${filter.key}To`]
  return filter.kind === 'yuan' ? [`${filter.key}Min`, `${filter.key}Max`] : [filter.key]
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

/** Amounts from … to …, as a person typed them in 元. */
export function fensOf(values: FilterValues, key: string): { minFen?: number; maxFen?: number } {
  const [min, max] = [fenOfYuan(values[`${key}Min`] ?? ''), fenOfYuan(values[`${key}Max`] ?? '')]
  return { ...(min !== null && { minFen: min }), ...(max !== null && { maxFen: max }) }
}
