import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { service } from '@hospital/access/viewer'
import { doctorViewer, openTestSubgraph, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import { createSubgraph } from '../subgraph.ts'
import { importDiagnoses } from './diagnosis-import.ts'

let clinical: TestSubgraph
const doctor = doctorViewer()
const folder = mkdtempSync(join(tmpdir(), 'diagnoses-'))
const official = fileURLToPath(new URL('../../../../../shared/data/icd10/', import.meta.url))

beforeAll(async () => {
  clinical = await openTestSubgraph('clinical', fileURLToPath(new URL('../../migrations', import.meta.url)), createSubgraph)
})
afterAll(() => clinical?.close())

const inside = () => clinical.subgraph.contextFor({ viewer: service('import'), requestId: 'import', origin: { ip: null, userAgent: null } })

async function search(typed: string, system?: string): Promise<string[]> {
  const { data, errors } = await clinical.execute<{ diagnoses: { nodes: { code: string }[] } }>(doctor, 'query ($typed: String, $system: String) { diagnoses(search: $typed, system: $system) { nodes { code } } }', { typed, system })
  expect(errors).toBeUndefined()
  return data!.diagnoses.nodes.map(({ code }) => code)
}

test('[A1-03] an imported diagnosis is found by name, code and pinyin initials, the exact one first', async () => {
  const file = join(folder, 'icd10.csv')
  writeFileSync(file, '疾病诊断编码,疾病诊断名称\nE11.900,2型糖尿病\nE11.901,2型糖尿病伴血糖控制不佳\nI10.x00,原发性高血压\nI10.x05,高血压病\n')
  expect(await importDiagnoses(inside(), file, 'ICD10')).toMatchObject({ total: 4, added: 4, failed: 0 })
  expect(await search('2型糖尿病')).toEqual(['E11.900', 'E11.901'])
  expect(await search('高血压')).toEqual(['I10.x05', 'I10.x00'])
  expect(await search('e11')).toEqual(['E11.900', 'E11.901'])
  expect(await search('gxyb')).toEqual(['I10.x05'])
  expect(await search('')).toEqual(['E11.900', 'E11.901', 'I10.x00', 'I10.x05'])
  expect(await search('100%')).toEqual([])
  expect(await importDiagnoses(inside(), file, 'ICD10')).toMatchObject({ added: 0, changed: 0, unchanged: 4 })
})

test('[A1-03] synonyms of a TCM code are one diagnosis', async () => {
  const file = join(folder, 'tcm.csv')
  writeFileSync(file, '诊断名称,诊断编码\n外感时令类病,A01.01.\n时令病,A01.01.\n')
  expect(await importDiagnoses(inside(), file, 'TCM')).toMatchObject({ total: 2, added: 1, failed: 0 })
  expect(await search('外感', 'TCM')).toEqual(['A01.01.'])
  expect(await search('外感', 'ICD10')).toEqual([])
})

test('[A1-03] patients do not browse the diagnosis library', async () => {
  const { errors } = await clinical.execute(patientViewer(), '{ diagnoses { nodes { id } } }')
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
})

test.skipIf(!existsSync(official))('[A1-03] the whole official library goes in and pages without repeats', async () => {
  expect(await importDiagnoses(inside(), join(official, 'gb_clinical_v2_icd10.csv'), 'ICD10')).toMatchObject({ total: 35_862, failed: 0 })
  expect(await search('古典生物型霍乱')).toEqual(['A00.000x001'])
  const codes = new Set<string>()
  let page: { nodes: { code: string }[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } } | undefined
  do {
    const { data } = await clinical.execute<{ diagnoses: NonNullable<typeof page> }>(doctor, 'query ($after: String) { diagnoses(search: "tnb", first: 50, after: $after) { nodes { code } totalCount pageInfo { hasNextPage endCursor } } }', { after: page?.pageInfo.endCursor })
    page = data!.diagnoses
    for (const { code } of page.nodes) {
      expect(codes).not.toContain(code)
      codes.add(code)
    }
  } while (page.pageInfo.hasNextPage)
  expect(codes.size).toBe(page.totalCount)
  expect(codes.size).toBeGreaterThan(100)
}, 120_000)
