import type { CodeableConcept, Encounter, Patient, Reference, Resource } from '@hospital/connectors/his/fhir'
import { extensionOf, identifierOf, idOf } from '@hospital/connectors/his/fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import type { Binary, DiagnosticReport, ImagingStudy, Observation, ReferenceRange, Specimen } from '@hospital/connectors/his/report-fhir'
import { addDays, dayOf, instantAt } from '../days.ts'
import type { Hospital } from './appointments.ts'
import { institutionId } from './departments.ts'
import { exams, items, panels, type ExamName, type Item, type ItemName, type PanelName } from './laboratory.ts'

const loinc = 'http://loinc.org'
const categories = 'http://terminology.hl7.org/CodeSystem/v2-0074'
const iso = (milliseconds: number) => new Date(milliseconds).toISOString()
const concept = (system: string, code: string, text: string): CodeableConcept => ({ coding: [{ system, code, display: text }], text })
const performer = (): Reference[] => [{ reference: `Organization/${institutionId('main')}` }]

/** Measured values by item; what is not told is the usual. */
export type Values = Partial<Record<ItemName, number | string>>

export interface Results {
  patientId: string
  panel: PanelName
  at: number
  /** Which of the usual values. */
  turn?: number
  values?: Values
  encounterId?: string
}

/** A laboratory report, its observations and its specimen; answers its id. A repeated id is a new version (更正). */
export function putResults({ store }: Hospital, { patientId, panel: name, at, turn = 0, values = {}, encounterId }: Results, id = `rep-${patientId}-${name}-${at}`): string {
  const panel = panels[name]
  const known = store.findText('DiagnosticReport', id) !== null
  const subject = { reference: `Patient/${patientId}` }
  const observations = panel.items.map((item) => ({ item, id: `obs-${id}-${item}` }))
  for (const one of observations) store.put<Observation>(observationOf(one.id, subject, items[one.item], values[one.item] ?? items[one.item].usual[turn % items[one.item].usual.length]!))
  store.put<Specimen>({ resourceType: 'Specimen', id: `spe-${id}`, type: { text: panel.specimen }, collection: { collectedDateTime: iso(at - 3 * 3_600_000) } })
  store.put<DiagnosticReport>({
    resourceType: 'DiagnosticReport', id, status: known ? 'corrected' : 'final', category: [concept(categories, 'LAB', '检验')], code: { text: panel.name, coding: [{ code: panel.code }] },
    subject, effectiveDateTime: iso(at - 3 * 3_600_000), issued: iso(at), performer: performer(), resultsInterpreter: [{ display: '徐敏' }],
    specimen: [{ reference: `Specimen/spe-${id}` }], result: observations.map((one) => ({ reference: `Observation/${one.id}` })),
    ...(encounterId && { encounter: { reference: `Encounter/${encounterId}` } }),
  })
  return id
}

function observationOf(id: string, subject: Reference, item: Item, value: number | string): Observation & { id: string } {
  const bound = /^(<=|>=|<|>)(.+)$/.exec(String(value))
  const quantity = typeof value === 'number' ? { value } : bound ? { value: Number(bound[2]), comparator: bound[1]! } : null
  return {
    resourceType: 'Observation', id, status: 'final', subject,
    code: { ...concept(loinc, item.code, item.name), ...({ extension: [{ url: extensions.shortName, valueString: item.shortName }] } as object) },
    ...(quantity ? { valueQuantity: { ...quantity, unit: item.unit } } : { valueString: String(value) }),
    ...(String(value).startsWith('阳性') && { interpretation: [{ coding: [{ code: 'A' }] }] }),
    referenceRange: item.ranges.map((range) => rangeOf(range, item.unit)),
  }
}

function rangeOf({ kind, low, high, text, sex, ageFrom, ageTo }: Item['ranges'][number], unit: string): ReferenceRange {
  return {
    ...(low != null && { low: { value: low, unit } }),
    ...(high != null && { high: { value: high, unit } }),
    ...(text && { text }),
    ...(kind === 'CRITICAL' && { type: { coding: [{ code: 'critical' }] } }),
    ...(sex && { appliesTo: [{ coding: [{ code: sex === 'MALE' ? 'M' : 'F' }] }] }),
    ...((ageFrom != null || ageTo != null) && { age: { ...(ageFrom != null && { low: { value: ageFrom, unit: 'a' } }), ...(ageTo != null && { high: { value: ageTo, unit: 'a' } }) } }),
  }
}

/** An examination with its pictures' count; the CT brings the hospital's own document. */
export function putExam({ store }: Hospital, patientId: string, name: ExamName, at: number): string {
  const { category, name: word, findings, impression, reporter, images } = exams[name]
  const id = `rep-${patientId}-${name}-${at}`
  store.put<ImagingStudy>({ resourceType: 'ImagingStudy', id: `img-${id}`, numberOfSeries: 1, numberOfInstances: images })
  if (name === 'chest') store.put<Binary>({ resourceType: 'Binary', id: `bin-${id}`, contentType: 'application/pdf', data: Buffer.from(plainPdf).toString('base64') })
  store.put<DiagnosticReport>({
    resourceType: 'DiagnosticReport', id, status: 'final', category: [concept(categories, category, '检查')], code: { text: word }, subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: iso(at - 3_600_000), issued: iso(at), performer: performer(), resultsInterpreter: [{ display: reporter }], imagingStudy: [{ reference: `ImagingStudy/img-${id}` }],
    conclusion: impression, extension: [{ url: extensions.findings, valueString: findings }],
    ...(name === 'chest' && { presentedForm: [{ contentType: 'application/pdf', url: `Binary/bin-${id}` }] }),
  })
  return id
}

const plainPdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 58>>stream
BT /F1 18 Tf 72 770 Td (CT report, signed in the HIS) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
`

/** The fictitious family of the demonstration: they have been here before. */
const family: Record<string, { panels: [PanelName, daysAgo: number, turn: number][]; exams: [ExamName, daysAgo: number][] }> = {
  '330109195806153412': {
    panels: [['chemistry', 365, 0], ['chemistry', 270, 1], ['chemistry', 180, 2], ['chemistry', 90, 3], ['chemistry', 5, 4], ['count', 90, 1], ['urine', 5, 0]],
    exams: [['chest', 30], ['heart', 60], ['rhythm', 5]],
  },
  '330109198503126226': { panels: [['count', 40, 0]], exams: [] },
  '330109201809087244': { panels: [['count', 12, 2]], exams: [] },
}

export function putFormerReports(hospital: Hospital, patient: Patient) {
  const past = family[identifierOf(patient, systems.idCard) ?? '']
  if (!past) return
  const at = (daysAgo: number) => instantAt(addDays(dayOf(hospital.clock.now()), -daysAgo), '10:58')
  for (const [panel, daysAgo, turn] of past.panels) putResults(hospital, { patientId: patient.id!, panel, at: at(daysAgo), turn })
  for (const [exam, daysAgo] of past.exams) putExam(hospital, patient.id!, exam, at(daysAgo))
}

/** A visit leaves a blood count. */
export const putVisitReport = (hospital: Hospital, encounter: Encounter) =>
  putResults(hospital, { patientId: idOf(encounter.subject, 'Patient')!, panel: 'count', at: hospital.clock.now(), turn: 1, encounterId: encounter.id! }, `rep-${encounter.id}`)

/** What a search finds results by. */
export const reportIndexers: Record<string, (resource: never) => [name: string, value: string][]> = {
  DiagnosticReport: ({ subject, result, specimen, imagingStudy, category, issued }: DiagnosticReport) => [
    ...pointers('subject', subject && [subject]), ...pointers('result', result), ...pointers('specimen', specimen), ...pointers('imagingStudy', imagingStudy),
    ...(category ?? []).flatMap(({ coding }) => coding ?? []).map(({ system, code }): [string, string] => ['category', `${system ?? ''}|${code ?? ''}`]),
    ...(issued && !Number.isNaN(Date.parse(issued)) ? [['issued', iso(Date.parse(issued))] as [string, string]] : []),
  ],
  Observation: ({ subject }: Observation) => pointers('subject', subject && [subject]),
}

const pointers = (name: string, found: Reference[] | undefined): [string, string][] => (found ?? []).flatMap(({ reference }): [string, string][] => (reference ? [[name, reference]] : []))

export const describeReport = ({ id, ...report }: DiagnosticReport & Resource) => ({
  id, name: report.code?.text ?? '', patientId: idOf(report.subject, 'Patient'), issued: report.issued, status: report.status, findings: extensionOf(report, extensions.findings)?.valueString ?? null,
})
