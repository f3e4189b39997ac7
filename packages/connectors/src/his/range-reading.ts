import type { CodeableConcept } from './fhir.ts'
import { numberOf } from './reading.ts'
import type { Quantity, ReferenceRange } from './report-fhir.ts'
import type { HisReferenceRange } from './report-port.ts'

const CRITICAL = new Set(['CRITICAL', 'TREATMENT-CRITICAL', 'PANIC'])
const MALE = new Set(['M', 'MALE', '248153007'])
const FEMALE = new Set(['F', 'FEMALE', '248152002'])
const codesOf = (concepts: CodeableConcept[] | undefined) => (concepts ?? []).flatMap(({ coding }) => coding ?? []).map(({ code }) => code?.toUpperCase() ?? '')

export function readRange({ low, high, type, appliesTo, age, text }: ReferenceRange): HisReferenceRange {
  const holders = codesOf(appliesTo)
  const [from, to] = [numberOf(low, 'Observation.referenceRange.low'), numberOf(high, 'Observation.referenceRange.high')]
  const written = from === null && to === null ? limitsIn(text) : { low: from, high: to }
  return {
    kind: codesOf(type && [type]).some((code) => CRITICAL.has(code)) ? 'CRITICAL' : 'NORMAL',
    ...written, text: text?.trim() || null,
    sex: holders.some((code) => MALE.has(code)) ? 'MALE' : holders.some((code) => FEMALE.has(code)) ? 'FEMALE' : null,
    ageFrom: yearsOf(age?.low), ageTo: yearsOf(age?.high),
  }
}

type Limits = Pick<HisReferenceRange, 'low' | 'high' | 'openLow' | 'openHigh'>

const NUMBER = '(-?\\d+(?:\\.\\d+)?)'
const UNIT = '(?:\\s*[^\\d\\s<>≤≥，,；;:：~～]\\S*)?'
const BETWEEN = new RegExp(`^${NUMBER}\\s*(?:-|–|—|--|~|～|至)\\s*${NUMBER}${UNIT}$`)
const BEYOND = new RegExp(`^(<=|>=|<|>|≤|≥|＜|＞)\\s*${NUMBER}${UNIT}$`)

/** Limits that are written out: `3.9-6.1`, `< 5.0 mmol/L`. A text that says anything else stays a text. */
function limitsIn(text: string | undefined): Limits {
  const between = BETWEEN.exec(text?.trim() ?? '')
  if (between && Number(between[1]) <= Number(between[2])) return { low: Number(between[1]), high: Number(between[2]) }
  const [, sign, limit] = BEYOND.exec(text?.trim() ?? '') ?? []
  switch (sign) {
    case '<': case '＜': return { low: null, high: Number(limit), openHigh: true }
    case '<=': case '≤': return { low: null, high: Number(limit) }
    case '>': case '＞': return { low: Number(limit), high: null, openLow: true }
    case '>=': case '≥': return { low: Number(limit), high: null }
    default: return { low: null, high: null }
  }
}

const PER_YEAR: Record<string, number> = { a: 1, 岁: 1, mo: 12, wk: 52, d: 365 }

/** Whole years; an age in a unit that is not known limits nobody. */
function yearsOf(quantity: Quantity | undefined): number | null {
  const value = numberOf(quantity, 'Observation.referenceRange.age')
  const per = PER_YEAR[quantity?.code ?? quantity?.unit ?? 'a']
  return value === null || per === undefined ? null : Math.floor(value / per)
}
