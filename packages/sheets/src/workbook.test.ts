import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSheet } from '@hospital/importing/sheet'
import { cellOf } from './cell.ts'
import { openWorkbook } from './workbook.ts'

let folder: string
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'sheets-')) })
afterAll(() => rm(folder, { recursive: true }))

test.each([
  ['=1+1', "'=1+1"], ['+8613800000000', "'+8613800000000"], ['-2+3|cmd', "'-2+3|cmd"], ['@SUM(A1)', "'@SUM(A1)"], ['\t=1', "'\t=1"], ['＝1', "'＝1"], ['内科', '内科'], ['3-5 楼', '3-5 楼'], ['a\u0000b', 'ab'],
  [-5, -5], [true, '是'], [null, null], ['', null], [new Date('2026-11-23T01:02:03Z'), '2026-11-23 09:02:03'],
])('%j stands in a cell as %j', (value, cell) => {
  expect(cellOf(value)).toBe(cell)
})

test('100,000 rows take no more memory than 10,000 and read back as they were', async () => {
  const path = join(folder, 'long.xlsx')
  const sheet = await openWorkbook(path, '科室', [{ title: '名称', width: 20 }, { title: '序号' }, { title: '备注' }])
  let [early, most] = [0, 0]
  for (let page = 0; page < 100; page++) {
    sheet.write(Array.from({ length: 1_000 }, (_, i) => [`科室${page * 1_000 + i}`, page * 1_000 + i, i % 2 ? '=cmd()' : null]))
    await new Promise((resolve) => setImmediate(resolve))
    const { heapUsed, external } = process.memoryUsage()
    if (page < 10) early = Math.max(early, heapUsed + external)
    else most = Math.max(most, heapUsed + external)
  }
  expect(await sheet.close()).toBe((await stat(path)).size)
  expect((most - early) / 1024 / 1024).toBeLessThan(80)
  expect(await readdir(folder)).toEqual(['long.xlsx'])
  let [count, last] = [0, [] as string[]]
  for await (const { cells } of readSheet(path)) {
    if (count === 2) expect(cells).toEqual(['科室1', '1', "'=cmd()"])
    ;[count, last] = [count + 1, cells]
  }
  expect(count).toBe(100_001)
  expect(last[0]).toBe('科室99999')
}, 180_000)
