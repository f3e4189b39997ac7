import { exportPath, nameExport } from '@hospital/files/exports'
import { hospitalDay } from '@hospital/database/clock'
import type { Page, PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import type { CellValue } from './cell.ts'
import { EXPORTS, type ExportName } from './lists.ts'
import { askedOf, asRequester, endWithSentence, progress, tell, type SheetContext, type SheetWork } from './work.ts'
import { saveWorkbook, type Rows } from './workbook.ts'

export interface ExportColumn<Row> {
  key: string
  title: string
  width?: number
  value(row: Row): CellValue
}

/** A list as a workbook: declared once, beside the list itself. */
export interface ExportList<C extends SheetContext, Row, Filter extends object> {
  columns: readonly ExportColumn<Row>[]
  /** The page of rows that the requester may see. */
  page(ctx: C, page: PageArgs & { largest: number }, filter: Filter): Promise<Page<Row>>
}

export interface AskedExport {
  filter?: Record<string, unknown>
  /** Keys of columns, in the order wanted; all of them unless told. */
  columns?: string[]
}

const ROWS_AT_ONCE = 1_000
const TELL_EVERY_MS = 1_000

type Lists<C extends SheetContext> = { [L in ExportName]?: ExportList<C, any, any> }

/** The task `runExport` of a subgraph: reads its list page by page into a file, tells how far it is, and may be run again from the start. */
export function exportTask<C extends SheetContext>(lists: Lists<C>) {
  return async (ctx: C, work: SheetWork): Promise<void> => {
    try {
      await writeList(ctx, work, lists[work.list as ExportName]!)
    } catch (error) {
      await endWithSentence(ctx, work, 'export', error)
    }
  }
}

async function writeList<C extends SheetContext>(ctx: C, work: SheetWork, list: ExportList<C, unknown, object>): Promise<void> {
  const { filter = {}, columns: wanted } = askedOf<AskedExport>(ctx, work)
  const columns = chosen(list.columns, wanted)
  const { title } = EXPORTS[work.list as ExportName]
  const name = `${title} ${hospitalDay(ctx.now())}.xlsx`
  const read = { done: 0 }
  const bytes = await saveWorkbook(exportPath(ctx.dataFolder, work.jobId), title, columns, rowsOf(ctx, work, { list, filter, columns, read }))
  await nameExport(ctx.dataFolder, work.jobId, name)
  await tell(ctx, work, 'export', progress({ done: read.done, total: read.done, finished: true, file: { name, bytes } }))
}

interface Reading<C extends SheetContext> {
  list: ExportList<C, unknown, object>
  filter: object
  columns: readonly ExportColumn<unknown>[]
  /** How many have been read. */
  read: { done: number }
}

/** Page after page by its cursor, each when the file has taken the one before. */
async function* rowsOf<C extends SheetContext>(ctx: C, work: SheetWork, { list, filter, columns, read }: Reading<C>): AsyncGenerator<Rows> {
  const reader = asRequester(ctx, work)
  let [after, total, toldAt] = [null as string | null, 0, 0]
  for (;;) {
    const page = await list.page(reader, { first: ROWS_AT_ONCE, after, largest: ROWS_AT_ONCE }, filter)
    if (after === null) total = await page.count()
    yield page.nodes.map((row) => columns.map(({ value }) => value(row)))
    read.done += page.nodes.length
    if (!page.hasNextPage) return
    after = page.cursors.at(-1)!
    if (Date.now() - toldAt > TELL_EVERY_MS) {
      toldAt = Date.now()
      await tell(ctx, work, 'export', progress({ done: read.done, total: Math.max(total, read.done) }))
    }
  }
}

function chosen<Row>(columns: readonly ExportColumn<Row>[], wanted: readonly string[] | undefined): readonly ExportColumn<Row>[] {
  if (!wanted?.length) return columns
  const found = wanted.map((key) => columns.find((column) => column.key === key)).filter((column) => column !== undefined)
  if (!found.length) throw new Refusal('INVALID_INPUT', { message: '没有可以导出的列。' })
  return found
}
