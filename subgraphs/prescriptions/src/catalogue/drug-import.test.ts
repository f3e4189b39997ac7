import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { service } from '@hospital/access/viewer'
import { administratorViewer, doctorViewer, openTestSubgraph, type TestSubgraph } from '@hospital/subgraph/testing'
import { createSubgraph } from '../subgraph.ts'
import { importDrugs } from './drug-import.ts'

let prescriptions: TestSubgraph
const folder = mkdtempSync(join(tmpdir(), 'drugs-'))
const dictionary = fileURLToPath(new URL('../../../../../shared/data/drugs/drug.csv', import.meta.url))

beforeAll(async () => {
  prescriptions = await openTestSubgraph('prescriptions', fileURLToPath(new URL('../../migrations', import.meta.url)), createSubgraph)
})
afterAll(() => prescriptions?.close())

const inside = () => prescriptions.subgraph.contextFor({ viewer: service('import'), requestId: 'import', origin: { ip: null, userAgent: null } })

interface Found { code: string; priceFen: number | null; controlled: boolean; enabled: boolean }

async function search(typed: string, viewer = doctorViewer() as Parameters<TestSubgraph['execute']>[0]): Promise<Found[]> {
  const { data, errors } = await prescriptions.execute<{ drugs: { nodes: Found[] } }>(viewer, 'query ($typed: String) { drugs(search: $typed) { nodes { code priceFen controlled enabled } } }', { typed })
  expect(errors).toBeUndefined()
  return data!.drugs.nodes
}

const sheet = (rows: string) => {
  const file = join(folder, 'drugs.csv')
  writeFileSync(file, `药品字典\n0,1,2,3,4,5\n药品编码,包装序号,药品名称,零售价,毒麻标志,删除标志\n${rows}`)
  return file
}

test('[A1-03] packs of a drug go in with prices in fen, and a repeated import changes only what differs', async () => {
  expect(await importDrugs(inside(), sheet('1001,00,阿司匹林肠溶片,12.345,0,0\n1001,01,阿司匹林肠溶片,1.005,0,0\n1002,00,地西泮片,3,3,0\n1003,00,旧药片,NULL,0,1\n'))).toMatchObject({ total: 4, added: 4, failed: 0 })
  expect(await search('asplcrp')).toEqual([
    { code: '1001-00', priceFen: 1235, controlled: false, enabled: true },
    { code: '1001-01', priceFen: 101, controlled: false, enabled: true },
  ].sort((a, b) => a.code.localeCompare(b.code)))
  expect(await search('地西泮')).toMatchObject([{ controlled: true }])
  expect(await importDrugs(inside(), sheet('1001,00,阿司匹林肠溶片,12.345,0,0\n1001,01,阿司匹林肠溶片,2,0,0\n'))).toMatchObject({ added: 0, changed: 1, unchanged: 1 })
})

test('[A1-03] a withdrawn drug is seen by the console and no longer by doctors', async () => {
  expect(await search('旧药片')).toEqual([])
  expect(await search('旧药片', administratorViewer())).toMatchObject([{ code: '1003-00', enabled: false, priceFen: null }])
  expect(await search('', administratorViewer())).toContainEqual({ code: '1003-00', priceFen: null, controlled: false, enabled: false })
})

test('[A1-03] a price that is no price is reported with its line and column', async () => {
  expect(await importDrugs(inside(), sheet('2001,00,好药片,面议,0,0\n2002,00,另一药片,5,0,0\n'))).toMatchObject({ added: 1, failed: 1, problems: [{ line: 4, column: '零售价', code: 'PRICE' }] })
})

test.skipIf(!existsSync(dictionary))('[A1-03] a hospital\'s whole dictionary of 13,619 packs goes in', async () => {
  expect(await importDrugs(inside(), dictionary)).toMatchObject({ total: 13_619, added: 13_619, failed: 0 })
  expect((await search('肝素钠注射液')).length).toBeGreaterThan(1)
}, 120_000)
