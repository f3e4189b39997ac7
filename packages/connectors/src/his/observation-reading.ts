import type { CodeableConcept } from './fhir.ts'
import { extensions } from './profile.ts'
import { readRange } from './range-reading.ts'
import { demand, follow, known, numberOf, Unreadable, wordOf, type Known } from './reading.ts'
import { shortNameOf, type DiagnosticReport, type Observation, type ObservationValue, type Quantity } from './report-fhir.ts'
import type { HisInterpretation, HisReportItem } from './report-port.ts'

/** Deeper than any laboratory nests its groups: an observation that names itself as its member ends here. */
const DEEPEST = 4

/** What was taken back, or never came, is no result. */
const VOID = new Set(['entered-in-error', 'cancelled'])

/** The items of a result: itself, its components (收缩压, 舒张压), and the members of a group. */
export function readItems(observation: Observation, within: Known, report: DiagnosticReport, depth = 0): HisReportItem[] {
  if (VOID.has(observation.status ?? '')) return []
  const members = observation.hasMember ?? []
  if (members.length && depth >= DEEPEST) throw new Unreadable('RESULT_MISSING', 'Observation.hasMember')
  const own = observation.component?.length || members.length ? hasValue(observation) : true
  const name = demand(wordOf(observation.code), 'Observation.code', 'NAME_MISSING')
  return [
    ...(own ? [toItem(observation.code, observation, name)] : []),
    ...(observation.component ?? []).map((part) => toItem(part.code, part, demand(wordOf(part.code), 'Observation.component.code', 'NAME_MISSING'))),
    ...members.flatMap((reference) => {
      const member = follow<Observation>(reference, 'Observation', within, observation) ?? follow<Observation>(reference, 'Observation', within, report)
      return readItems(demand(member, 'Observation.hasMember', 'RESULT_MISSING'), within, report, depth + 1)
    }),
  ]
}

const hasValue = (of: ObservationValue): boolean => Object.keys(of).some((key) => key.startsWith('value')) || of.dataAbsentReason !== undefined

const COMPARATORS: Record<string, string> = { '<': '<', '<=': '<=', '>=': '>=', '>': '>' }

function toItem(code: CodeableConcept | undefined, of: ObservationValue, name: string): HisReportItem {
  const coding = code?.coding?.find((one) => one.code)
  const quantity = of.valueQuantity ?? (of.valueInteger === undefined ? undefined : { value: of.valueInteger })
  const value = numberOf(quantity, 'Observation.valueQuantity.value')
  return {
    code: coding ? `${coding.system ?? ''}|${coding.code}` : name,
    name,
    shortName: shortNameOf(code, extensions.shortName),
    value,
    comparator: quantity?.comparator === undefined ? null : known(COMPARATORS, quantity.comparator, 'Observation.valueQuantity.comparator', 'CODE_UNKNOWN'),
    text: value === null ? textOf(of) : null,
    unit: quantity?.unit ?? quantity?.code ?? null,
    ranges: (of.referenceRange ?? []).map(readRange),
    interpretation: interpretationOf(of.interpretation),
  }
}

/** A result that is no single number, as the laboratory would print it. Refuses a kind of value that is not known here. */
function textOf(of: ObservationValue): string | null {
  const { valueString, valueCodeableConcept, valueRatio, valueRange, valueBoolean, valueDateTime, valueTime } = of
  if (valueString !== undefined) return valueString.trim() || null
  if (valueCodeableConcept) return wordOf(valueCodeableConcept)
  if (valueRatio) return [valueRatio.numerator, valueRatio.denominator].map((side) => quantityWord(demand(side, 'Observation.valueRatio'), 'Observation.valueRatio')).join(':')
  if (valueRange) return [valueRange.low, valueRange.high].map((side) => (side ? quantityWord(side, 'Observation.valueRange') : '')).join('–')
  if (valueBoolean !== undefined) return valueBoolean ? '是' : '否'
  const written = valueDateTime ?? valueTime
  if (written !== undefined) return written
  const unknown = Object.keys(of).find((key) => key.startsWith('value') && key !== 'valueQuantity')
  if (unknown) throw new Unreadable('VALUE_UNREADABLE', `Observation.${unknown}`)
  return wordOf(of.dataAbsentReason)
}

const quantityWord = (quantity: Quantity, element: string): string => `${quantity.comparator ?? ''}${demand(numberOf(quantity, element), element, 'VALUE_UNREADABLE')}${quantity.unit ? ` ${quantity.unit}` : ''}`

/** HL7 v3 ObservationInterpretation; reactive and detected are findings as 阳性 is. */
const codes: Record<string, HisInterpretation> = {
  N: 'N', NEG: 'N', ND: 'N', NR: 'N', A: 'A', POS: 'A', DET: 'A', RR: 'A', WR: 'A', AA: 'AA', H: 'H', HU: 'H', L: 'L', LU: 'L', HH: 'HH', '>': 'HH', LL: 'LL', '<': 'LL',
}

/** As laboratories write it where they give no code. */
const words: Record<string, HisInterpretation> = {
  正常: 'N', 阴性: 'N', 未检出: 'N', 异常: 'A', 阳性: 'A', 弱阳性: 'A', 检出: 'A', 危急: 'AA', 危急值: 'AA',
  偏高: 'H', 升高: 'H', 高: 'H', '↑': 'H', 偏低: 'L', 降低: 'L', 低: 'L', '↓': 'L', '↑↑': 'HH', 危急偏高: 'HH', '↓↓': 'LL', 危急偏低: 'LL',
}

/** Null: the HIS does not judge, or by a code that is not known here. */
function interpretationOf(concepts: CodeableConcept[] | undefined): HisInterpretation | null {
  const said = (concepts ?? []).flatMap(({ coding, text }) => [...(coding ?? []).map(({ code }) => codes[code?.toUpperCase() ?? '']), ...[text, ...(coding ?? []).map(({ display }) => display)].map((word) => words[word?.trim() ?? ''])])
  return said.find((one) => one !== undefined) ?? null
}
