import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createFhirHis } from './adapter.ts'
import type { HisRefused } from './reading.ts'

/** Another system's server, on loopback: it answers what a test has put there. */
const answers = new Map<string, object>()
let server: Server
let his: ReturnType<typeof createFhirHis>
let refused: HisRefused[]

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    const body = [...answers].find(([path]) => url!.includes(path))?.[1]
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(body ?? { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  his = createFhirHis({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`, keys: { token: 't' }, onRefused: (one) => refused.push(one) })
})
beforeEach(() => {
  answers.clear()
  refused = []
})
afterAll(async () => {
  await his.disconnect()
  server.close()
})

const report = (id: string, said: object = {}) => ({ resourceType: 'DiagnosticReport', id, status: 'final', category: [{ coding: [{ code: 'LAB' }] }], code: { text: id }, subject: { reference: 'Patient/p-1' }, issued: '2026-03-01T01:30:00Z', ...said })
const bundle = (entry: object[], next?: string) => ({ resourceType: 'Bundle', type: 'searchset', entry, ...(next && { link: [{ relation: 'next', url: `http://elsewhere.example/fhir/DiagnosticReport?${next}` }] }) })

it('[B1-06] reads all pages, follows `urn:uuid:` across entries, and passes over what is no report', async () => {
  answers.set('page=2', bundle([{ resource: { resourceType: 'OperationOutcome', issue: [] } }, { fullUrl: 'urn:uuid:only' }, { resource: report('two') }]))
  answers.set('DiagnosticReport', bundle([
    { fullUrl: 'urn:uuid:o', resource: { resourceType: 'Observation', id: 'o', code: { text: '钾' }, valueInteger: 4 } }, { resource: report('one', { result: [{ reference: 'urn:uuid:o' }] }) }, { resource: report('bad', { status: 'x' }) },
  ], 'page=2'))
  const found = await his.listReports({})
  expect(found.reports.map(({ id, items }) => [id, items.length])).toEqual([['one', 1], ['two', 0]])
  expect(found.refused).toEqual([{ resource: 'DiagnosticReport', id: 'bad', element: 'DiagnosticReport.status', problem: 'STATUS_UNKNOWN' }])
})

it('[B1-06] a page that leads back to itself ends by name', async () => {
  answers.set('DiagnosticReport', bundle([], 'round=1'))
  await expect(his.listReports({})).rejects.toMatchObject({ kind: 'GARBAGE', code: 'UNREADABLE' })
})

it('[B1-06] an OperationOutcome instead of an answer is told as one, and its result is not known', async () => {
  answers.set('DiagnosticReport', { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'too-costly' }] })
  await expect(his.listReports({})).rejects.toMatchObject({ kind: 'GARBAGE', code: 'OUTCOME_INSTEAD', message: expect.stringContaining('too-costly') })
})

it('[A1-08] of several records with one id-card number none is taken; one that is no longer in force does not count', async () => {
  const patient = (id: string, said: object = {}) => ({ resource: { resourceType: 'Patient', id, identifier: [{ system: 'urn:internet-hospital:fhir:record-number', value: id }], name: [{ text: '张三' }], ...said } })
  answers.set('Patient/_search', bundle([patient('p-1', { active: false }), patient('p-2')]))
  expect(await his.findPatient({ idCard: 'x' })).toMatchObject({ hisPatientId: 'p-2' })
  answers.set('Patient/_search', bundle([patient('p-1'), patient('p-2')]))
  await expect(his.findPatient({ idCard: 'x' })).rejects.toMatchObject({ kind: 'REFUSED', code: 'PATIENT_AMBIGUOUS' })
})

it('[B1-04] one bill that cannot be read stops no other, and is told', async () => {
  answers.set('Invoice', bundle([{ resource: { resourceType: 'Invoice', id: 'odd', status: 'lost' } }]))
  expect(await his.outpatientBills({ hisPatientId: 'p-1' })).toEqual([])
  expect(refused).toEqual([{ resource: 'Invoice', id: 'odd', element: 'Invoice.status', problem: 'STATUS_UNKNOWN' }])
})
