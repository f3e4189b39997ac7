import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { parse } from 'csv-parse'
import ExcelJS from 'exceljs'
import { ImportFailure } from './failure.ts'
import { decodeText } from './encoding.ts'

export interface SheetRow {
  /** As a spreadsheet numbers it, from 1. */
  line: number
  cells: string[]
}

const LARGEST_BYTES = 100 * 1024 * 1024

/** The rows of a CSV (comma, semicolon or tab; UTF-8, UTF-16 or GB18030) or of the first sheet of an .xlsx. What the file is, its bytes tell, not its name. */
export async function* readSheet(file: string): AsyncGenerator<SheetRow> {
  const { size } = await stat(file)
  if (size === 0) throw new ImportFailure('FILE_EMPTY', '文件是空的')
  if (size > LARGEST_BYTES) throw new ImportFailure('FILE_TOO_LARGE', `文件超过 ${LARGEST_BYTES / 1024 / 1024} MB`)
  const head = await firstBytes(file)
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) yield* readWorkbook(file)
  else if (isForeign(head)) throw new ImportFailure('FILE_KIND', '只支持 CSV 或 .xlsx 文件')
  else yield* readCsv(file)
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** PDF, old .xls, PNG, JPEG, gzip: the kinds that people pick by mistake. */
function isForeign(head: Buffer): boolean {
  const signatures = ['25504446', 'd0cf11e0', '89504e47', 'ffd8ff', '1f8b']
  return signatures.some((signature) => head.toString('hex').startsWith(signature))
}

async function* readCsv(file: string): AsyncGenerator<SheetRow> {
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(file)) chunks.push(chunk as Buffer)
  const text = decodeText(Buffer.concat(chunks))
  const parser = parse(text, { delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true })
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) yield { line: info.lines, cells: record.map((cell) => cell.trim()) }
  } catch (error) {
    throw new ImportFailure('SHEET_BROKEN', `文件格式有误：${(error as Error).message}`)
  }
}

/** The separator that the first line has most of. */
function delimiterOf(text: string): string {
  const line = text.slice(0, 10_000).split(/\r?\n/, 1)[0]!
  return [',', '\t', ';'].map((delimiter) => ({ delimiter, count: line.split(delimiter).length })).sort((a, b) => b.count - a.count)[0]!.delimiter
}

async function* readWorkbook(file: string): AsyncGenerator<SheetRow> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(file, { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'emit' })
  try {
    for await (const sheet of workbook) {
      for await (const row of sheet) {
        const cells = Array.from({ length: row.cellCount }, (_, i) => row.getCell(i + 1).text.trim())
        if (cells.some((cell) => cell)) yield { line: row.number, cells }
      }
      return
    }
  } catch (error) {
    if (error instanceof ImportFailure) throw error
    throw new ImportFailure('SHEET_BROKEN', '无法读取该 .xlsx 文件，请另存后重试')
  }
}
