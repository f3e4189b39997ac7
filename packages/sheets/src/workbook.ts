import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import ExcelJS from 'exceljs'
import { cellOf, type CellValue } from './cell.ts'

export interface SheetColumn {
  title: string
  /** In characters; 16 unless told. */
  width?: number
}

export interface SheetWriter {
  write(rows: readonly (readonly CellValue[])[]): void
  /** Ends the file; answers its size. */
  close(): Promise<number>
  discard(): Promise<void>
}

/** Excel takes 1,048,576 rows on a sheet. */
const ROWS_ON_A_SHEET = 1_000_000

/** Writes an .xlsx row by row: memory does not grow with the rows. The file has its name only once it is whole. */
export async function openWorkbook(path: string, title: string, columns: readonly SheetColumn[]): Promise<SheetWriter> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.draft`
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: draft, useStyles: true, useSharedStrings: false })
  let written = 0
  let sheet = nextSheet(workbook, title, columns, 1)
  return {
    write(rows) {
      for (const row of rows) {
        if (written && written % ROWS_ON_A_SHEET === 0) {
          sheet.commit()
          sheet = nextSheet(workbook, title, columns, written / ROWS_ON_A_SHEET + 1)
        }
        sheet.addRow(row.map(cellOf)).commit()
        written += 1
      }
    },
    async close() {
      sheet.commit()
      await workbook.commit()
      const { size } = await stat(draft)
      await rename(draft, path)
      return size
    },
    async discard() {
      sheet.commit()
      await workbook.commit().catch(() => {})
      await rm(draft, { force: true })
    },
  }
}

function nextSheet(workbook: ExcelJS.stream.xlsx.WorkbookWriter, title: string, columns: readonly SheetColumn[], number: number): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(number === 1 ? title : `${title} ${number}`, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ width = 16 }) => ({ width }))
  const head = sheet.addRow(columns.map(({ title: name }) => cellOf(name)))
  head.font = { bold: true }
  head.commit()
  return sheet
}
