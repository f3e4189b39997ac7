import type { HisReferenceRange, HisReport } from '@hospital/connectors/his/report-port'
import type { AssessedItem } from './report-content.ts'
import type { ReportKind, ReportStatus, ResultFlag } from './report.kinds.ts'

/** What is printed of a report. */
export interface Printed {
  kind: ReportKind
  status: ReportStatus
  name: string
  person: HisReport['person']
  age: number | null
  specimen: string | null
  takenAt: Date | null
  issuedAt: Date
  reporter: string | null
  imageCount: number | null
  findings: string | null
  impression: string | null
  items: readonly AssessedItem[]
}

const FLAGS: Record<ResultFlag, string> = { NORMAL: '', ABNORMAL: '异常', HIGH: '↑ 偏高', LOW: '↓ 偏低', CRITICAL_HIGH: '↑↑ 危急', CRITICAL_LOW: '↓↓ 危急', CRITICAL_ABNORMAL: '!! 危急' }

/** Never by colour: arrow and word. ※: the HIS contradicts its own range. */
export const flagWords = ({ flag, contradictory }: Pick<AssessedItem, 'flag' | 'contradictory'>): string => `${flag === null ? '' : FLAGS[flag]}${contradictory ? ' ※' : ''}`.trim()

const SIGNS: Record<string, string> = { '<=': '≤', '>=': '≥' }

/** The result as the laboratory wrote it. */
export const valueWords = ({ value, comparator, text }: Pick<AssessedItem, 'value' | 'comparator' | 'text'>): string =>
  value === null ? (text ?? '—') : `${comparator === null ? '' : (SIGNS[comparator] ?? comparator)}${value}`

export function rangeWords(range: HisReferenceRange | null): string {
  if (range === null) return ''
  const { low, high, text } = range
  if (text !== null && (low === null || high === null)) return text
  if (low !== null && high !== null) return `${low} – ${high}`
  if (high !== null) return `≤ ${high}`
  return low === null ? '' : `≥ ${low}`
}

const WRITTEN = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** 2026-11-23 10:58 */
export const writtenAt = (instant: Date): string => WRITTEN.format(instant)
