import type { Patient, Resource } from './fhir.ts'
import { stringOf } from './fhir.ts'
import { readItems } from './observation-reading.ts'
import { extensions } from './profile.ts'
import { demand, follow, idBehind, idOfResource, indexed, instantOrNull, isRefused, known, ofType, readOne, Unreadable, wordOf, type Known } from './reading.ts'
import type { DiagnosticReport, ImagingStudy, Observation, Specimen } from './report-fhir.ts'
import type { HisReport, HisReportKind, HisReportList, HisReportStatus } from './report-port.ts'

/** An entry of a Bundle: `fullUrl` is how others of the Bundle may point at it (`urn:uuid:…`). */
export interface ReportEntry {
  fullUrl?: string
  resource?: Resource
}

/** Every DiagnosticReport among the entries, each with what it points at among them. */
export function readReports(entries: readonly ReportEntry[]): HisReportList {
  const within = indexed(entries)
  const read = ofType<DiagnosticReport>(entries.map(({ resource }) => resource), 'DiagnosticReport').map((report) => readOne(report, () => readReport(report, within)))
  return { reports: read.filter((one): one is HisReport => !isRefused(one)), refused: read.filter(isRefused) }
}

const statuses: Record<string, HisReportStatus> = {
  partial: 'PRELIMINARY', preliminary: 'PRELIMINARY', final: 'FINAL', amended: 'AMENDED', corrected: 'AMENDED', appended: 'AMENDED', cancelled: 'CANCELLED', 'entered-in-error': 'CANCELLED',
}

/** HL7 v2-0074: what is measured in a laboratory; everything else of the table is looked at. */
const LAB = new Set(['LAB', 'CH', 'HM', 'MB', 'IMM', 'SR', 'TX', 'VR', 'BLB', 'CG', 'GE', 'BG', 'MCB', 'MYC', 'PAR', 'PHR', 'URN', 'SP-LAB'])
const EXAM = new Set(['RAD', 'RUS', 'RX', 'CT', 'MRI', 'NMR', 'EC', 'EKG', 'EN', 'ES', 'IMG', 'NMS', 'OUS', 'US', 'VUS', 'CUS', 'XRC', 'CTH', 'PF', 'PAT', 'SP', 'CP', 'OTH'])

function categoryOf(report: DiagnosticReport): { category: string; kind: HisReportKind } {
  const codes = (report.category ?? []).flatMap(({ coding }) => coding ?? []).map(({ code }) => code?.toUpperCase() ?? '')
  const category = codes.find((code) => LAB.has(code) || EXAM.has(code))
  if (!category) throw new Unreadable('CATEGORY_UNKNOWN', 'DiagnosticReport.category')
  return { category, kind: LAB.has(category) ? 'LAB' : 'EXAM' }
}

function readReport(report: DiagnosticReport, within: Known): HisReport {
  const { category, kind } = categoryOf(report)
  const specimen = follow<Specimen>(report.specimen?.[0], 'Specimen', within, report)
  const study = follow<ImagingStudy>(report.imagingStudy?.[0], 'ImagingStudy', within, report)
  return {
    id: idOfResource(report), kind, category,
    version: report.meta?.versionId ?? report.meta?.lastUpdated ?? '1',
    name: demand(wordOf(report.code), 'DiagnosticReport.code', 'NAME_MISSING'),
    status: known(statuses, report.status, 'DiagnosticReport.status'),
    hisPatientId: demand(idBehind(report.subject, 'Patient', within), 'DiagnosticReport.subject', 'PATIENT_MISSING'),
    person: personOf(follow<Patient>(report.subject, 'Patient', within, report)),
    hisEncounterId: idBehind(report.encounter, 'Encounter', within),
    hisInstitutionId: report.performer?.map((one) => idBehind(one, 'Organization', within)).find((found) => found !== null) ?? null,
    takenAt: instantOrNull(report.effectiveDateTime ?? report.effectiveInstant ?? report.effectivePeriod?.start ?? specimen?.collection?.collectedDateTime),
    ...datesOf(report),
    reporter: (report.resultsInterpreter ?? report.performer)?.find(({ display }) => display)?.display ?? null,
    specimen: wordOf(specimen?.type) ?? report.specimen?.[0]?.display ?? null,
    items: (report.result ?? []).flatMap((reference) => readItems(demand(follow<Observation>(reference, 'Observation', within, report), 'DiagnosticReport.result', 'RESULT_MISSING'), within, report)),
    findings: stringOf(report, extensions.findings),
    impression: report.conclusion ?? wordOf(report.conclusionCode?.[0]),
    imageCount: study?.numberOfInstances ?? study?.numberOfSeries ?? (report.imagingStudy?.length || null),
    documentId: report.presentedForm?.map(({ url }) => (url ? idBehind({ reference: url }, 'Binary') : null)).find((found) => found !== null) ?? null,
  }
}

/** When it was issued; where nothing says so, when it was taken or last written. */
function datesOf({ issued, effectiveDateTime, effectivePeriod, meta }: DiagnosticReport): Pick<HisReport, 'issuedAt' | 'updatedAt'> {
  const issuedAt = demand(instantOrNull(issued ?? effectiveDateTime ?? effectivePeriod?.end ?? meta?.lastUpdated), 'DiagnosticReport.issued', 'DATE_UNREADABLE')
  return { issuedAt, updatedAt: instantOrNull(meta?.lastUpdated) ?? issuedAt }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

function personOf(patient: Patient | null): HisReport['person'] {
  const sex = patient?.gender === 'male' ? 'MALE' : patient?.gender === 'female' ? 'FEMALE' : null
  const { birthDate } = patient ?? {}
  return { name: patient?.name?.[0]?.text ?? null, sex, birthDate: birthDate && DAY.test(birthDate) ? birthDate : null }
}
