import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { importSheet, RowRefusal, type ImportReport } from './import-sheet.ts'

const folder = mkdtempSync(join(tmpdir(), 'importing-'))
const columns = { code: { headings: ['编码', 'code'], required: true }, name: { headings: ['名称', 'name'], required: true } }

function run(file: string, kept = new Map<string, string>()): Promise<ImportReport> {
  return importSheet<'code' | 'name', { code: string; name: string }>({
    file, columns,
    read: ({ code, name }) => {
      if (!code) throw new RowRefusal('MISSING', '缺少编码', 'code')
      if (!name) throw new RowRefusal('MISSING', '缺少名称', 'name')
      return { code, name }
    },
    keyOf: ({ code }) => code,
    write: async (batch) => {
      const added = batch.filter(({ code }) => !kept.has(code)).length
      const changed = batch.filter(({ code, name }) => kept.has(code) && kept.get(code) !== name).length
      for (const { code, name } of batch) kept.set(code, name)
      return { added, changed }
    },
  })
}

const save = (name: string, content: string | Buffer) => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

/** 名称,编码 / 霍乱,A00 in GB18030, byte by byte. */
const GB18030 = Buffer.from('c3fbb3c62cb1e0c2eb0abbf4c2d22c4130300a', 'hex')

test.each([
  ['UTF-8', 'utf8.csv', '编码,名称\nA00,霍乱\n'],
  ['UTF-8 with a byte order mark', 'bom.csv', '\uFEFF编码,名称\nA00,霍乱\n'],
  ['UTF-16', 'utf16.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('名称\t编码\r\n霍乱\tA00\r\n', 'utf16le')])],
  ['GB18030, columns swapped', 'gb.csv', GB18030],
  ['titles above the headings', 'title.csv', '诊断字典\n0,1\n名称;编码\n霍乱;A00\n'.replace(/;/g, ',')],
])('reads %s', async (_, name, content) => {
  const kept = new Map<string, string>()
  expect(await run(save(name, content), kept)).toMatchObject({ total: 1, added: 1, failed: 0 })
  expect(kept.get('A00')).toBe('霍乱')
})

test('reads .xlsx whatever it is called', async () => {
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('诊断').addRows([['名称', '编码'], ['霍乱', 'A00'], ['伤寒', 'A01']])
  const file = join(folder, 'misnamed.csv')
  await workbook.xlsx.writeFile(file)
  expect(await run(file)).toMatchObject({ total: 2, added: 2, failed: 0 })
})

test('bad rows are reported with line, column and reason, and good ones go in', async () => {
  const report = await run(save('bad.csv', '编码,名称\nA00,霍乱\n,伤寒\nA01,NULL\nA00,重复\nA02,副伤寒\n'))
  expect(report).toMatchObject({ total: 5, added: 2, failed: 3 })
  expect(report.problems).toEqual([
    { line: 3, column: '编码', code: 'MISSING', message: '缺少编码' },
    { line: 4, column: '名称', code: 'MISSING', message: '缺少名称' },
    { line: 5, column: null, code: 'DUPLICATE', message: '与第 2 行重复' },
  ])
})

test('a second import changes nothing, a changed row is changed alone', async () => {
  const kept = new Map<string, string>()
  const file = save('twice.csv', '编码,名称\nA00,霍乱\nA01,伤寒\n')
  await run(file, kept)
  expect(await run(file, kept)).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
  expect(await run(save('twice.csv', '编码,名称\nA00,霍乱\nA01,伤寒病\n'), kept)).toMatchObject({ added: 0, changed: 1, unchanged: 1 })
})

test.each([
  ['an empty file', '', 'FILE_EMPTY'],
  ['a PDF', '%PDF-1.7 …', 'FILE_KIND'],
  ['a picture', Buffer.from('89504e470d0a1a0a00', 'hex'), 'FILE_KIND'],
  ['a broken .xlsx', Buffer.from('PK\x03\x04 this is no archive', 'latin1'), 'SHEET_BROKEN'],
  ['bytes that are no text', Buffer.from([0x41, 0x00, 0xff, 0xff, 0x80, 0x81]), 'ENCODING'],
  ['other headings', '甲,乙\n1,2\n', 'HEADER_MISSING'],
])('%s is refused as a whole', async (_, content, code) => {
  await expect(run(save('refused.bin', content))).rejects.toMatchObject({ code })
})
