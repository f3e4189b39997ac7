import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSheet } from '@hospital/importing/sheet'
import { cellOf } from './cell.ts'
import { onePage, saveWorkbook, workbook } from './workbook.ts'

let folder: string
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'sheets-')) })
afterAll(() => rm(folder, { recursive: true }))

test.each([
  ['=1+1', "'=1+1"], ['+8613800000000', "'+8613800000000"], ['-2+3|cmd', "'-2+3|cmd"], ['@SUM(A1)', "'@SUM(A1)"], ['\t=1', "'\t=1"], ['＝1', "'＝1"], ['内科', '内科'], ['3-5 楼', '3-5 楼'], ['a\u0000b', 'ab'],
  [-5, -5], [true, '是'], [null, null], ['', null], [new Date('2026-11-23T01:02:03Z'), '2026-11-23 09:02:03'],
])('%j stands in a cell as %j', (value, cell) => {
  expect(cellOf(value)).toBe(cell)
})

const COLUMNS = [{ title: '名称', width: 20 }, { title: '序号' }, { title: '备注' }]
const ROWS = 100_000
const PAGE = 1_000

/** A list as the database gives it, page by page; it is told how much has been asked of it and whether it has been let go. */
function longList() {
  const list = { given: 0, closed: false, rows }
  async function* rows() {
    try {
      for (; list.given < ROWS; list.given += PAGE) {
        const first = list.given
        await new Promise((resolve) => setImmediate(resolve))
        yield Array.from({ length: PAGE }, (_, i) => [`科室 <${first + i}> & ${randomBytes(12).toString('hex')}`, first + i, i % 2 ? '=cmd()' : null])
      }
    } finally {
      list.closed = true
    }
  }
  return list
}

/** Until everything that can go on without the reader has gone on. */
async function settled(given: () => number) {
  for (let [calm, before] = [0, given()]; calm < 20; calm = given() === before ? calm + 1 : 0) {
    before = given()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('[A1-15] A reader that stops holds 100,000 rows back, and gets them whole when it goes on', async () => {
  const list = longList()
  let [made, taken, most, chunks] = [0, 0, 0, 0]
  const path = join(folder, 'slow.xlsx')
  const file = createWriteStream(path)
  const counted = async function* () {
    for await (const chunk of workbook('科室', COLUMNS, list.rows())) {
      made += chunk.length
      yield chunk
    }
  }
  const slow = new Writable({
    highWaterMark: 16_384,
    async write(chunk: Buffer, _encoding, done) {
      if (chunks++ % 100 === 0) await settled(() => list.given)
      most = Math.max(most, made - taken)
      taken += chunk.length
      file.write(chunk, done)
    },
    final: (done) => void file.end(done),
  })
  await pipeline(Readable.from(counted(), { objectMode: false }), slow)
  expect(list).toMatchObject({ given: ROWS, closed: true })
  expect(taken).toBeGreaterThan(2_000_000)
  // Two pages' packed bytes and the streams' own measure: a tenth of the whole.
  expect(most).toBeLessThan(taken / 10)
  expect(await lastOf(path)).toEqual({ count: ROWS + 1, second: expect.stringMatching(/^科室 <1> & [0-9a-f]{24},1,'=cmd\(\)$/), last: expect.stringMatching(/^科室 <99999> /) })
}, 180_000)

async function lastOf(path: string) {
  let [count, second, last] = [0, '', '']
  for await (const { cells } of readSheet(path)) {
    if (count === 2) second = cells.join(',')
    ;[count, last] = [count + 1, cells[0]!]
  }
  return { count, second, last }
}

test('A reader that takes nothing is read no more than a few pages for, and one that goes away ends the reading', async () => {
  const list = longList()
  const stream = Readable.from(workbook('科室', COLUMNS, list.rows()), { objectMode: false })
  await once(stream, 'readable')
  await settled(() => list.given)
  expect(list.given).toBeLessThanOrEqual(8 * PAGE)
  expect(stream.readableLength).toBeLessThan(300_000)
  stream.destroy()
  await once(stream, 'close')
  expect(list.closed).toBe(true)
})

test('A file that cannot be written to, or a list that breaks, leaves nothing behind and lets the list go', async () => {
  const list = longList()
  const broken = async function* () {
    for await (const page of list.rows()) {
      if (list.given === 3 * PAGE) throw new Error('the database is gone')
      yield page
    }
  }
  const path = join(folder, 'deep', 'broken.xlsx')
  await expect(saveWorkbook(path, '科室', COLUMNS, broken())).rejects.toThrow('the database is gone')
  expect(list.closed).toBe(true)
  expect(await readdir(join(folder, 'deep'))).toEqual([])
  await mkdir(`${path}.draft`)
  const other = longList()
  await expect(saveWorkbook(path, '科室', COLUMNS, other.rows())).rejects.toThrow('EISDIR')
  expect(other.given).toBeLessThan(ROWS)
})

test('A file has its name once it is whole, and its size is told', async () => {
  const path = join(folder, 'short.xlsx')
  expect(await saveWorkbook(path, '科室/二', COLUMNS, onePage([['内科', 1, true]]))).toBe((await stat(path)).size)
  expect(await lastOf(path)).toEqual({ count: 2, second: '', last: '内科' })
})
