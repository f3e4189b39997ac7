import { exportPath, nameExport } from '@hospital/files/exports'
import { findSheet } from '@hospital/files/sheets'
import { ImportFailure } from '@hospital/importing/failure'
import type { ImportReport, RowProblem } from '@hospital/importing/import-sheet'
import { Refusal } from '@hospital/subgraph/refusal'
import { IMPORTS, type ImportName } from './lists.ts'
import { askedOf, asRequester, endWithSentence, progress, tell, type SheetContext, type SheetWork } from './work.ts'
import { onePage, saveWorkbook } from './workbook.ts'

export interface RunOptions {
  /** Counts and checks as if, and keeps nothing. */
  trial: boolean
  onProgress?(done: number): void
}

export interface AskedImport {
  sheetId: string
  trial: boolean
}

type Import<C extends SheetContext> = (ctx: C, file: string, options: RunOptions) => Promise<ImportReport>

/** As many as a person reads; the rest stands in the list of problems. */
const PROBLEMS_IN_WORDS = 50

/** The task `runImport` of a subgraph: takes a sheet that was uploaded, row by row; what was refused is told with its line and column. */
export function importTask<C extends SheetContext>(imports: { [I in ImportName]?: Import<C> }) {
  return async (ctx: C, work: SheetWork): Promise<void> => {
    try {
      await take(ctx, work, imports[work.list as ImportName]!)
    } catch (error) {
      await endWithSentence(ctx, work, 'import', error instanceof ImportFailure ? new Refusal('IMPORT_FILE', { message: `${error.message}。` }) : error)
    }
  }
}

async function take<C extends SheetContext>(ctx: C, work: SheetWork, run: Import<C>): Promise<void> {
  const { sheetId, trial } = askedOf<AskedImport>(ctx, work)
  const file = await findSheet(ctx.dataFolder, sheetId)
  if (!file) throw new Refusal('IMPORT_FILE', { message: '上传的表格已过期，请重新上传。' })
  const { problems, total, ...counts } = await run(asRequester(ctx, work), file, { trial })
  await tell(ctx, work, 'import', progress({
    ...counts, done: total, total, finished: true, messages: problems.slice(0, PROBLEMS_IN_WORDS).map(inWords),
    ...(problems.length && { file: await listProblems(ctx, work, problems) }),
  }))
}

const inWords = ({ line, column, message }: RowProblem) => `第 ${line} 行${column ? `「${column}」` : ''}：${message}`

async function listProblems(ctx: SheetContext, { jobId, list }: SheetWork, problems: readonly RowProblem[]): Promise<{ name: string; bytes: number }> {
  const name = `${IMPORTS[list as ImportName].title} 导入问题.xlsx`
  const rows = onePage(problems.map(({ line, column, message }) => [line, column, message]))
  const bytes = await saveWorkbook(exportPath(ctx.dataFolder, jobId), '导入问题', [{ title: '行号', width: 8 }, { title: '列' }, { title: '问题', width: 60 }], rows)
  await nameExport(ctx.dataFolder, jobId, name)
  return { name, bytes }
}
