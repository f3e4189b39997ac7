import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { CellValue } from './cell.ts'
import { rowXml, SHEET_FOOT, sheetHead, sheetPath, workbookParts, type SheetColumn } from './xlsx-parts.ts'

export type Rows = readonly (readonly CellValue[])[]

/** Excel takes 1,048,576 rows on a sheet. */
const ROWS_ON_A_SHEET = 1_000_000
/** Packed at a time: others have their turn between. */
const ROWS_AT_ONCE = 200

/**
 * An .xlsx as it is read: the next rows are asked for when the reader has taken the bytes of those before, so what is in memory is one page of rows and
 * what the packer holds back, however many rows there are. A reader that goes away ends `pages` where it stands.
 */
export async function* workbook(title: string, columns: readonly SheetColumn[], pages: AsyncIterable<Rows>): AsyncGenerator<Uint8Array> {
  const packer = openPacker()
  let [sheets, written] = [0, 0]
  const beginSheet = () => {
    packer.begin(sheetPath(++sheets))
    packer.push(sheetHead(columns))
  }
  beginSheet()
  for await (const page of pages) {
    for (let from = 0; from < page.length; from += ROWS_AT_ONCE) {
      for (const row of page.slice(from, from + ROWS_AT_ONCE)) {
        if (written > 0 && written % ROWS_ON_A_SHEET === 0) {
          packer.end(SHEET_FOOT)
          beginSheet()
        }
        packer.push(rowXml(row, (written % ROWS_ON_A_SHEET) + 2))
        written += 1
      }
      yield* packer.packed()
    }
  }
  packer.end(SHEET_FOOT)
  for (const [path, xml] of workbookParts(title, sheets)) {
    packer.begin(path)
    packer.end(xml)
  }
  packer.close()
  yield* packer.packed()
}

/** A zip archive whose bytes are taken out as they come about. */
function openPacker() {
  let [out, entry, text]: [Uint8Array[], ZipDeflate, string] = [[], undefined!, '']
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    out.push(chunk)
  })
  const flush = (last: boolean) => {
    entry.push(strToU8(text), last)
    text = ''
  }
  return {
    begin(path: string) {
      entry = new ZipDeflate(path, { level: 4 })
      zip.add(entry)
    },
    push(xml: string) {
      text += xml
    },
    end(xml: string) {
      text += xml
      flush(true)
    },
    /** What has come about since it was last asked. */
    packed(): Uint8Array[] {
      if (text) flush(false)
      const found = out
      out = []
      return found
    },
    close: () => zip.end(),
  }
}

/** The workbook as a file, which has its name only once it is whole; answers its size. */
export async function saveWorkbook(path: string, title: string, columns: readonly SheetColumn[], pages: AsyncIterable<Rows>): Promise<number> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.draft`
  try {
    await pipeline(Readable.from(workbook(title, columns, pages), { objectMode: false }), createWriteStream(draft))
    const { size } = await stat(draft)
    await rename(draft, path)
    return size
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Rows that are in memory as they stand. */
export async function* onePage(rows: Rows): AsyncGenerator<Rows> {
  yield rows
}
