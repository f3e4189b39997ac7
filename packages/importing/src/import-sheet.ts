import { findHeadings, type Columns } from './columns.ts'
import { ImportFailure } from './failure.ts'
import { readSheet, type SheetRow } from './sheet.ts'

export interface RowProblem {
  line: number
  /** Heading of the column, where one is to blame. */
  column: string | null
  code: string
  message: string
}

/** A row that cannot be taken; the others still are. */
export class RowRefusal extends Error {
  constructor(readonly code: string, message: string, readonly field: string | null = null) {
    super(message)
    this.name = 'RowRefusal'
  }
}

export interface Written {
  added: number
  changed: number
}

export interface ImportReport extends Written {
  /** Rows below the headings. */
  total: number
  unchanged: number
  failed: number
  problems: RowProblem[]
}

export interface ImportOptions<Field extends string, Record_> {
  file: string
  columns: Columns<Field>
  /** One row's cells by field (missing, blank and `NULL` ones are undefined) → what to keep; throws RowRefusal. */
  read(cells: Partial<Record<Field, string>>): Record_
  /** Two rows of one key: the later is a problem, unless `merge` joins them. */
  keyOf(record: Record_): string
  merge?(first: Record_, later: Record_): Record_
  /** Writes a batch in one statement, telling what was new and what differed. */
  write(batch: Record_[]): Promise<Written>
  onProgress?(done: number): void
}

const BATCH = 1_000
/** A file of the wrong kind should not fill the report. */
const MOST_PROBLEMS = 1_000

/** Imports a sheet row by row: good rows go in, bad ones are reported with line, column and reason. Repeating it changes nothing. */
export async function importSheet<Field extends string, Record_>(options: ImportOptions<Field, Record_>): Promise<ImportReport> {
  const { columns, keyOf, write, onProgress } = options
  const report: ImportReport = { total: 0, added: 0, changed: 0, unchanged: 0, failed: 0, problems: [] }
  const records = new Map<string, { line: number; record: Record_ }>()
  const refuse = (line: number, problem: Omit<RowProblem, 'line'>) => {
    report.failed++
    if (report.problems.length < MOST_PROBLEMS) report.problems.push({ line, ...problem })
  }

  for await (const { line, cells } of bodyOf(readSheet(options.file), columns)) {
    report.total++
    try {
      const record = options.read(cells)
      const key = keyOf(record)
      const before = records.get(key)
      if (!before) records.set(key, { line, record })
      else if (options.merge) before.record = options.merge(before.record, record)
      else refuse(line, { column: null, code: 'DUPLICATE', message: `与第 ${before.line} 行重复` })
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error
      refuse(line, { column: error.field ? columns[error.field as Field].headings[0]! : null, code: error.code, message: error.message })
    }
  }

  const all = [...records.values()].map(({ record }) => record)
  for (let start = 0; start < all.length; start += BATCH) {
    const batch = all.slice(start, start + BATCH)
    const { added, changed } = await write(batch)
    report.added += added
    report.changed += changed
    report.unchanged += batch.length - added - changed
    onProgress?.(start + batch.length)
  }
  return report
}

async function* bodyOf<Field extends string>(rows: AsyncGenerator<SheetRow>, columns: Columns<Field>): AsyncGenerator<{ line: number; cells: Partial<Record<Field, string>> }> {
  const head: SheetRow[] = []
  let headings: ReturnType<typeof findHeadings<Field>> | undefined
  for await (const row of rows) {
    if (!headings) {
      head.push(row)
      if (head.length < 10) continue
      headings = findHeadings(head, columns)
      yield* head.filter(({ line }) => line > headings!.line).map((one) => byField(one, headings!.places))
    } else yield byField(row, headings.places)
  }
  if (headings) return
  if (!head.length) throw new ImportFailure('FILE_EMPTY', '文件里没有内容')
  headings = findHeadings(head, columns)
  yield* head.filter(({ line }) => line > headings!.line).map((one) => byField(one, headings!.places))
}

function byField<Field extends string>({ line, cells }: SheetRow, places: Partial<Record<Field, number>>) {
  const named: Partial<Record<Field, string>> = {}
  for (const [field, place] of Object.entries(places) as [Field, number][]) {
    const cell = cells[place]
    if (cell && cell !== 'NULL') named[field] = cell
  }
  return { line, cells: named }
}
