import type { StatusWords } from '../parts/tag.tsx'

export type ResultFlag = 'NORMAL' | 'ABNORMAL' | 'HIGH' | 'LOW' | 'CRITICAL_HIGH' | 'CRITICAL_LOW' | 'CRITICAL_ABNORMAL'

/** Never by colour alone: an arrow to see and a word to hear. */
export const flagWords: Record<ResultFlag, { arrow: string; word: string }> = {
  NORMAL: { arrow: '', word: '正常' },
  ABNORMAL: { arrow: '!', word: '异常' },
  HIGH: { arrow: '↑', word: '偏高' },
  LOW: { arrow: '↓', word: '偏低' },
  CRITICAL_HIGH: { arrow: '↑↑', word: '危急偏高' },
  CRITICAL_LOW: { arrow: '↓↓', word: '危急偏低' },
  CRITICAL_ABNORMAL: { arrow: '!!', word: '危急异常' },
}

export const reportStatusWords: StatusWords<'PRELIMINARY' | 'FINAL' | 'AMENDED' | 'CANCELLED'> = {
  PRELIMINARY: { word: '初步报告', tone: 'warn' },
  FINAL: { word: '已审核', tone: 'success' },
  AMENDED: { word: '已更正', tone: 'info' },
  CANCELLED: { word: '已撤回', tone: 'neutral' },
}

export const reportKindWords = { LAB: '检验报告', EXAM: '检查报告' } as const

export interface Colors {
  high: string
  low: string
}

/** The hospital's colour of a result; undefined where it is nothing out of the ordinary. */
export function colorOf(flag: ResultFlag | null | undefined, { high, low }: Colors): string | undefined {
  if (flag === 'LOW' || flag === 'CRITICAL_LOW') return low
  return flag === null || flag === undefined || flag === 'NORMAL' ? undefined : high
}

export const isAbnormal = (flag: ResultFlag | null | undefined): boolean => flag != null && flag !== 'NORMAL'

const signs: Record<string, string> = { '<=': '≤', '>=': '≥' }

interface Measured {
  value?: number | null
  comparator?: string | null
  text?: string | null
}

/** The result as the laboratory wrote it. */
export const resultOf = ({ value, comparator, text }: Measured): string => (value == null ? (text ?? '—') : `${comparator ? (signs[comparator] ?? comparator) : ''}${value}`)

interface Range {
  low?: number | null
  high?: number | null
  text?: string | null
}

/** 参考 3.9 – 6.1 */
export function rangeOf(range: Range | null | undefined): string {
  if (!range) return '无参考范围'
  const { low, high, text } = range
  if (text && (low == null || high == null)) return `参考 ${text}`
  if (low != null && high != null) return `参考 ${low} – ${high}`
  if (high != null) return `参考 ≤ ${high}`
  if (low != null) return `参考 ≥ ${low}`
  return '无参考范围'
}
