import { wordOfField } from './words'
import { Lines } from '@/table/lines'

interface Change {
  id: string
  before: string
  after: string
}

/** What was and what became, field by field. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  const rows: Change[] = [...new Set([...Object.keys(was), ...Object.keys(is)])].map((field) => ({ id: field, before: textOf(was[field]), after: textOf(is[field]) }))
  // What was never said is no change.
  const told = rows.filter((row) => row.before !== row.after)
  return <Lines title="变更" rows={told} columns={[['字段', ({ id }) => wordOfField(id)], ['变更前', (row) => row.before], ['变更后', (row) => row.after]]} />
}

const fieldsOf = (value: unknown) => (value && typeof value === 'object' ? (value as Record<string, unknown>) : {})

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '—'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object')) return value.join('、') || '—'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
