import { addDays } from '@hospital/web/format'
import type { IncomeFilter, IncomePeriod, OrderKind, PaymentMethod } from '@/graphql/graphql'

/** What a report is asked for, as it stands in the address. */
export interface Asked {
  from: string
  to: string
  period: IncomePeriod
  kind?: string
  institution?: string
  department?: string
  doctor?: string
  method?: string
}

const KEYS = ['kind', 'institution', 'department', 'doctor', 'method'] as const

export function readAsked(params: URLSearchParams, first: string, last: string): Asked {
  const asked: Asked = { from: params.get('from') ?? first, to: params.get('to') ?? last, period: params.get('period') === 'MONTH' ? 'MONTH' : 'DAY' }
  for (const key of KEYS) {
    const value = params.get(key)
    if (value) asked[key] = value
  }
  return asked
}

export const addressOf = (asked: Asked): string => `?${new URLSearchParams(Object.entries(asked).filter((pair): pair is [string, string] => Boolean(pair[1])))}`

export const filterOf = ({ from, to, period, kind, institution, department, doctor, method }: Asked): IncomeFilter => ({
  from, to, period, kind: kind as OrderKind | undefined, institutionId: institution, departmentId: department, practitionerId: doctor, method: method as PaymentMethod | undefined,
})

/** The first and the last day of a month or day of the report, as far as they lie in its span. */
export function daysOf(key: string, { from, to }: Asked): { bookedFrom: string; bookedTo: string } {
  if (key.length > 7) return { bookedFrom: key, bookedTo: key }
  const last = addDays(nextMonth(key), -1)
  return { bookedFrom: `${key}-01` < from ? from : `${key}-01`, bookedTo: last > to ? to : last }
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
}

/** The transactions that make up a figure: the same filter, narrowed. */
export function transactionsOf(asked: Asked, narrowed: Partial<Pick<Asked, 'kind' | 'department' | 'doctor'>> & { bookedFrom?: string; bookedTo?: string } = {}): string {
  const { from, to, period: _, ...facts } = asked
  return `/payments?${new URLSearchParams(Object.entries({ bookedFrom: from, bookedTo: to, ...facts, ...narrowed }).filter((pair): pair is [string, string] => Boolean(pair[1])))}`
}
