import type { HisReferenceRange, HisReportItem } from '@hospital/connectors/his/report-port'
import type { ResultFlag } from './report.kinds.ts'

/** For whom a reference range has to hold. */
export interface Measured {
  sex: 'MALE' | 'FEMALE' | null
  /** In whole years when it was taken. */
  age: number | null
}

export interface Assessment {
  /** Null: nothing says whether it is as it should be. */
  flag: ResultFlag | null
  /** The range that holds for this person. */
  range: HisReferenceRange | null
  /** The HIS judged otherwise than its own range: its judgement stands, and this is told. */
  contradictory: boolean
}

/** Judges one item by the range that holds for the person, and by what the HIS says of it. Never guesses: without a range or with a doubtful one there is no flag. */
export function assess(item: HisReportItem, person: Measured): Assessment {
  const range = rangeFor(item.ranges, 'NORMAL', person)
  const own = flagByRange(item, range, rangeFor(item.ranges, 'CRITICAL', person))
  return { range, ...reconciled(own, item.interpretation) }
}

function rangeFor(ranges: readonly HisReferenceRange[], kind: HisReferenceRange['kind'], person: Measured): HisReferenceRange | null {
  const holding = ranges.filter((range) => range.kind === kind && holdsFor(range, person))
  const closest = Math.max(...holding.map(closeness))
  const best = holding.filter((range) => closeness(range) === closest)
  // Two that hold alike and differ: which one is meant is the laboratory's to say.
  return best.length && best.every(({ low, high, text }) => low === best[0]!.low && high === best[0]!.high && text === best[0]!.text) ? best[0]! : null
}

function holdsFor({ sex, ageFrom, ageTo }: HisReferenceRange, person: Measured): boolean {
  if (sex !== null && sex !== person.sex) return false
  if (ageFrom === null && ageTo === null) return true
  return person.age !== null && person.age >= (ageFrom ?? 0) && person.age <= (ageTo ?? Infinity)
}

const closeness = ({ sex, ageFrom, ageTo }: HisReferenceRange): number => Number(sex !== null) + Number(ageFrom !== null || ageTo !== null)

function flagByRange(item: HisReportItem, normal: HisReferenceRange | null, critical: HisReferenceRange | null): ResultFlag | null {
  const span = spanOf(item)
  if (!span) return normal ? flagByText(item.text, normal.text) : item.ranges.length === 0 ? flagByWord(item) : null
  if (critical) {
    const flag = beyond(span, critical)
    if (flag === 'HIGH') return 'CRITICAL_HIGH'
    if (flag === 'LOW') return 'CRITICAL_LOW'
  }
  return normal && (normal.low !== null || normal.high !== null) ? beyond(span, normal) : null
}

/** Where the true value lies; `open`: the bound itself is not reached. */
interface Span {
  from: number
  to: number
  openFrom: boolean
  openTo: boolean
}

/** A number, or how far it was measured: `<0.5` lies anywhere below. */
function spanOf({ value, comparator, text }: HisReportItem): Span | null {
  const written = value === null ? /^\s*(<=|>=|<|>|≤|≥|＜|＞)\s*(\d+(?:\.\d+)?)\s*$/.exec(text ?? '') : null
  const bound = value ?? (written ? Number(written[2]) : null)
  if (bound === null) return null
  switch (written?.[1] ?? comparator) {
    case '<': case '＜': return { from: -Infinity, to: bound, openFrom: true, openTo: true }
    case '<=': case '≤': return { from: -Infinity, to: bound, openFrom: true, openTo: false }
    case '>': case '＞': return { from: bound, to: Infinity, openFrom: true, openTo: true }
    case '>=': case '≥': return { from: bound, to: Infinity, openFrom: false, openTo: true }
    default: return { from: bound, to: bound, openFrom: false, openTo: false }
  }
}

/** Null where a part of the span lies on either side of a limit. */
function beyond({ from, to, openFrom, openTo }: Span, { low, high, openLow = false, openHigh = false }: HisReferenceRange): 'HIGH' | 'LOW' | 'NORMAL' | null {
  if (high !== null && (from > high || (from === high && (openFrom || openHigh)))) return 'HIGH'
  if (low !== null && (to < low || (to === low && (openTo || openLow)))) return 'LOW'
  const aboveLow = low === null || from > low || (from === low && (openFrom || !openLow))
  const belowHigh = high === null || to < high || (to === high && (openTo || !openHigh))
  return aboveLow && belowHigh ? 'NORMAL' : null
}

const NEGATIVE = /^(阴性|未检出|未见|\(?[-－—]\)?|neg(ative)?)/i
const POSITIVE = /^(弱?阳性|检出|可疑|[±+＋]|pos(itive)?|\d\+)/i

/** 阴性 where 阴性 is expected. Other words say nothing that could be compared. */
function flagByText(text: string | null, expected: string | null): ResultFlag | null {
  if (text === null || expected === null) return null
  if (text.trim() === expected.trim()) return 'NORMAL'
  if (!NEGATIVE.test(expected.trim())) return null
  return POSITIVE.test(text.trim()) ? 'ABNORMAL' : NEGATIVE.test(text.trim()) ? 'NORMAL' : null
}

/** What some people are and others are not, and nobody is ill for. */
const TRAIT = /血型|(^|[^a-z])Rh([^a-z]|D|$)|表面抗体|anti-?HBs|HBsAb/i

/** 阳性 is a finding by itself, also where the laboratory wrote no reference beside it; but not a blood group, nor being immune. */
function flagByWord({ text, name, shortName }: HisReportItem): ResultFlag | null {
  if (text === null || !/阳性|^pos(itive)?$/i.test(text.trim()) || /非阳性|假阳性/.test(text)) return null
  return TRAIT.test(name) || TRAIT.test(shortName ?? '') ? null : 'ABNORMAL'
}

const SAID: Record<NonNullable<HisReportItem['interpretation']>, ResultFlag> = { N: 'NORMAL', A: 'ABNORMAL', AA: 'CRITICAL_ABNORMAL', H: 'HIGH', L: 'LOW', HH: 'CRITICAL_HIGH', LL: 'CRITICAL_LOW' }

const SIDE: Record<ResultFlag, 'normal' | 'high' | 'low' | 'abnormal'> = { NORMAL: 'normal', ABNORMAL: 'abnormal', HIGH: 'high', CRITICAL_HIGH: 'high', LOW: 'low', CRITICAL_LOW: 'low', CRITICAL_ABNORMAL: 'abnormal' }

const AT_WORST: Partial<Record<(typeof SIDE)[ResultFlag], ResultFlag>> = { high: 'CRITICAL_HIGH', low: 'CRITICAL_LOW', abnormal: 'CRITICAL_ABNORMAL' }

/** Of two that mean the same side the more telling one; else what the HIS says stands, marked. */
function reconciled(own: ResultFlag | null, interpretation: HisReportItem['interpretation']): { flag: ResultFlag | null; contradictory: boolean } {
  const said = interpretation === null ? null : SAID[interpretation]
  if (said === null || own === null) return { flag: said ?? own, contradictory: false }
  if (said === 'CRITICAL_ABNORMAL' && own !== 'NORMAL') return { flag: AT_WORST[SIDE[own]]!, contradictory: false }
  if (said === 'ABNORMAL' && own !== 'NORMAL') return { flag: own, contradictory: false }
  if (own === 'ABNORMAL' && said !== 'NORMAL') return { flag: said, contradictory: false }
  if (SIDE[said] !== SIDE[own]) return { flag: said, contradictory: true }
  return { flag: said.startsWith('CRITICAL') ? said : own, contradictory: false }
}

export const isHigh = (flag: ResultFlag | null): boolean => flag === 'HIGH' || flag === 'CRITICAL_HIGH'
export const isLow = (flag: ResultFlag | null): boolean => flag === 'LOW' || flag === 'CRITICAL_LOW'
export const isCritical = (flag: ResultFlag | null): boolean => flag?.startsWith('CRITICAL') ?? false
export const isAbnormal = (flag: ResultFlag | null): boolean => flag !== null && flag !== 'NORMAL'

/** Whole years of life at an instant; null without a day of birth. */
export function ageAt(birthDate: string | null, day: string): number | null {
  if (birthDate === null) return null
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - Number(day.slice(5) < birthDate.slice(5))
  return years >= 0 ? years : null
}
