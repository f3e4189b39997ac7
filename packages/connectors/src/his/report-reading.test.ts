import { describe, expect, it } from 'vitest'
import { readReports, type ReportEntry } from './report-reading.ts'

const LAB = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }]
const PATIENT = { fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', resource: { resourceType: 'Patient', id: 'p-1', gender: 'female', birthDate: '1990-05-01', name: [{ text: '张三' }] } }
const POTASSIUM = {
  fullUrl: 'urn:uuid:22222222-2222-4222-8222-222222222222',
  resource: { resourceType: 'Observation', id: 'o-1', code: { coding: [{ system: 'http://loinc.org', code: '2823-3', display: '钾' }] }, valueQuantity: { value: 4.2, unit: 'mmol/L' }, referenceRange: [{ low: { value: 3.5 }, high: { value: 5.3 }, appliesTo: [{ coding: [{ code: 'female' }] }], age: { low: { value: 216, code: 'mo' } } }] },
}
const report = (of: object) => ({ resource: { resourceType: 'DiagnosticReport', id: 'r-1', status: 'final', category: LAB, code: { text: '电解质' }, subject: { reference: PATIENT.fullUrl }, issued: '2026-03-01T01:30:00Z', ...of } }) as ReportEntry
const read = (...entries: unknown[]) => readReports(entries as ReportEntry[])
const problemOf = (of: object) => read(PATIENT, POTASSIUM, report(of)).refused[0]?.problem

describe('[B1-06] results as other systems write them', () => {
  it('follows `urn:uuid:` references within a Bundle, absolute and contained ones', () => {
    const { reports: [found], refused } = read(PATIENT, POTASSIUM, report({ result: [{ reference: POTASSIUM.fullUrl }, { reference: 'https://his.example/fhir/Observation/o-1/_history/3' }, { reference: '#inside' }], contained: [{ resourceType: 'Observation', id: 'inside', code: { text: '外观' }, valueString: '清' }] }))
    expect(refused).toEqual([])
    expect(found).toMatchObject({ hisPatientId: 'p-1', person: { name: '张三', sex: 'FEMALE', birthDate: '1990-05-01' } })
    expect(found!.items.map(({ name, value, text }) => [name, value, text])).toEqual([['钾', 4.2, null], ['钾', 4.2, null], ['外观', null, '清']])
    expect(found!.items[0]).toMatchObject({ code: 'http://loinc.org|2823-3', ranges: [{ sex: 'FEMALE', ageFrom: 18, ageTo: null, low: 3.5, high: 5.3 }] })
  })

  it.each([
    ['2026-03-01T01:30:00Z', '2026-03-01T01:30:00.000Z'],
    ['2026-02-28T20:30:00-05:00', '2026-03-01T01:30:00.000Z'],
    ['2026-03-01T09:30:00+08:00', '2026-03-01T01:30:00.000Z'],
    ['2026-03-01T09:30:00', '2026-03-01T01:30:00.000Z'],
    ['2026-03-01', '2026-02-28T16:00:00.000Z'],
  ])('%s is the instant that it is', (issued, instant) => expect(read(PATIENT, report({ issued })).reports[0]!.issuedAt.toISOString()).toBe(instant))

  it('does without what may be absent', () => {
    const [found] = read(PATIENT, report({})).reports
    expect(found).toMatchObject({ version: '1', hisEncounterId: null, takenAt: null, reporter: null, specimen: null, items: [], findings: null, imageCount: null, documentId: null })
  })

  it('keeps an unknown code as no judgement, and a value of no kind as none', () => {
    const odd = { fullUrl: 'urn:uuid:3', resource: { resourceType: 'Observation', id: 'o-2', code: { text: '某项' }, interpretation: [{ coding: [{ code: 'WHATEVER' }] }], dataAbsentReason: { text: '标本溶血' } } }
    expect(read(PATIENT, odd, report({ result: [{ reference: 'Observation/o-2' }] })).reports[0]!.items[0]).toMatchObject({ code: '某项', value: null, text: '标本溶血', interpretation: null, ranges: [] })
  })

  it('names why a report is not taken over, and goes on with the others', () => {
    expect(problemOf({ id: undefined })).toBe('ID_MISSING')
    expect(problemOf({ status: 'someday' })).toBe('STATUS_UNKNOWN')
    expect(problemOf({ status: undefined })).toBe('STATUS_UNKNOWN')
    expect(problemOf({ category: undefined })).toBe('CATEGORY_UNKNOWN')
    expect(problemOf({ category: [{ coding: [{ code: 'ASTROLOGY' }] }] })).toBe('CATEGORY_UNKNOWN')
    expect(problemOf({ code: undefined })).toBe('NAME_MISSING')
    expect(problemOf({ subject: undefined })).toBe('PATIENT_MISSING')
    expect(problemOf({ subject: { reference: 'urn:uuid:nobody' } })).toBe('PATIENT_MISSING')
    expect(problemOf({ issued: '2026-03' })).toBe('DATE_UNREADABLE')
    expect(problemOf({ issued: '2026-13-41T00:00:00Z' })).toBe('DATE_UNREADABLE')
    expect(problemOf({ result: [{ reference: 'urn:uuid:none' }] })).toBe('RESULT_MISSING')
    expect(read(PATIENT, report({ id: 'bad', status: 'x' }), report({ id: 'good' })).reports.map(({ id }) => id)).toEqual(['good'])
  })
})
