import { ImportFailure } from './failure.ts'
import type { SheetRow } from './sheet.ts'

/** Field → the headings it goes by, best first. Order of columns does not matter. */
export type Columns<Field extends string> = Record<Field, { headings: readonly string[]; required?: boolean }>

/** Titles and column numbers may stand above the headings. */
const HEADING_ROWS = 10

/** Finds the headings among the first rows: the row that knows most of the fields. */
export function findHeadings<Field extends string>(rows: readonly SheetRow[], columns: Columns<Field>): { line: number; places: Partial<Record<Field, number>> } {
  const best = rows.slice(0, HEADING_ROWS).map((row) => ({ line: row.line, places: placesIn(row, columns) })).sort((a, b) => Object.keys(b.places).length - Object.keys(a.places).length)[0]
  const fields = Object.entries(columns) as [Field, Columns<Field>[Field]][]
  const missing = fields.filter(([field, { required }]) => required && best?.places[field] === undefined)
  if (!best || missing.length) throw new ImportFailure('HEADER_MISSING', `没有找到列：${missing.map(([, { headings }]) => headings[0]).join('、')}`)
  return best
}

function placesIn<Field extends string>({ cells }: SheetRow, columns: Columns<Field>): Partial<Record<Field, number>> {
  const names = cells.map(normalize)
  const places: Partial<Record<Field, number>> = {}
  for (const [field, { headings }] of Object.entries(columns) as [Field, Columns<Field>[Field]][]) {
    const place = headings.map((heading) => names.indexOf(normalize(heading))).find((index) => index >= 0)
    if (place !== undefined) places[field] = place
  }
  return places
}

const normalize = (heading: string) => heading.normalize('NFKC').toLowerCase().replace(/[\s_*]/g, '')
