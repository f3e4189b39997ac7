import type { LoggedStatement } from './statement-log.ts'

/** A value of the recorded transaction that must differ each time, and an SQL expression that gives it. */
export interface Varying {
  value: string
  sql: string
}

/** A recorded transaction as a pgbench script: the same statements, with expressions where each run needs values of its own. */
export function asScript(transaction: readonly LoggedStatement[], varying: readonly Varying[], head: readonly string[]): string {
  const statements = transaction.map(({ text, values }) => `${text.replace(/\$(\d+)/g, (_, n: string) => expression(values[Number(n) - 1] ?? null, varying)).replace(/\s*\n\s*/g, ' ').replace(/;$/, '')};`)
  return [...head, 'begin;', ...statements, 'commit;', ''].join('\n')
}

function expression(value: string | null, varying: readonly Varying[]): string {
  if (value === null) return 'null'
  const whole = varying.find((one) => one.value === value)
  if (whole) return whole.sql
  const found = varying.find((one) => value.includes(one.value))
  if (!found) return literal(value)
  const parts = splitBy(value, varying)
  const text = parts.map((part) => (typeof part === 'string' ? literal(part) : `(${part.sql})::text`)).join(' || ')
  return value.startsWith('{') ? `(${text})::jsonb` : `(${text})`
}

function splitBy(value: string, varying: readonly Varying[]): (string | Varying)[] {
  let parts: (string | Varying)[] = [value]
  for (const one of varying) {
    parts = parts.flatMap((part) => (typeof part === 'string' ? part.split(one.value).flatMap((piece, i) => (i ? [one, piece] : [piece])) : [part]))
  }
  return parts.filter((part) => part !== '')
}

/** pgbench takes `:name` for a variable wherever it stands; a blank behind the colon of JSON changes nothing. */
const literal = (value: string) => `'${value.replaceAll("'", "''").replace(/:(?=[A-Za-z_])/g, ': ')}'`
