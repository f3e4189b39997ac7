import { hospitalDay } from '@hospital/database/clock'

export type CellValue = string | number | boolean | Date | null | undefined

/** What a spreadsheet would take for a formula, also once somebody has saved the sheet as CSV (CWE-1236). */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/

const TIME = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
/** What a cell of a workbook can hold. */
const LONGEST = 32_767

/** A value as the sheet shows it: text that could run is text, instants stand in the hospital's time, truth is 是 or 否. */
export function cellOf(value: CellValue): string | number | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (value instanceof Date) return `${hospitalDay(value)} ${TIME.format(value)}`
  // XML has no other control characters: one would make the file unreadable.
  const text = value.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '').slice(0, LONGEST - 1)
  return FORMULA.test(text) ? `'${text}` : text
}
