import type { CodeableConcept, Patient, Reference, Resource } from './fhir.ts'
import { stringOf } from './fhir.ts'
import type { DiagnosticReport, ImagingStudy, Observation, Quantity, ReferenceRange, Specimen } from './report-fhir.ts'
import { shortNameOf } from './report-fhir.ts'
import type { HisInterpretation, HisReferenceRange, HisReport, HisReportItem, HisReportKind, HisReportList, HisReportProblem, HisReportStatus } from './report-port.ts'
import { extensions } from './profile.ts'

/** An entry of a Bundle: `fullUrl` is how others of the Bundle may point at it (`urn:uuid:…`). */
export interface ReportEntry {
  fullUrl?: string
  resource: Resource
}

class Unreadable extends Error {
  constructor(readonly problem: HisReportProblem) {
    super(problem)
  }
}

/** Every DiagnosticReport among the entries, each with what it points at among them. */
export function readReports(entries: readonly ReportEntry[]): HisReportList {
  const known = indexed(entries)
  const reports: HisReport[] = []
  const refused: HisReportList['refused'] = []
  for (const { resource } of entries) {
    if (resource?.resourceType !== 'DiagnosticReport') continue
    try {
      reports.push(readReport(resource as DiagnosticReport, known))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      refused.push({ id: resource.id ?? '', problem: error.problem })
    }
  }
  return { reports, refused }
}

type Known = ReadonlyMap<string, Resource>

function indexed(entries: readonly ReportEntry[]): Known {
  const known = new Map<string, Resource>()
  for (const { fullUrl, resource } of entries) {
    if (fullUrl) known.set(fullUrl, resource)
    if (resource?.id) known.set(`${resource.resourceType}/${resource.id}`, resource)
  }
  return known
}

/** `Type/id`, `https://his/fhir/Type/id/_history/2`, `urn:uuid:…` or `#contained`. */
function follow<R extends Resource>(reference: Reference | undefined, type: R['resourceType'], known: Known, holder?: DiagnosticReport): R | null {
  const target = reference?.reference
  if (!target) return null
  const found = target.startsWith('#') ? holder?.contained?.find(({ id }) => `#${id}` === target) : (known.get(target) ?? known.get(`${type}/${plainId(target, type)}`))
  return found?.resourceType === type ? (found as R) : null
}

const plainId = (reference: string, type: string): string | null => new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?$`).exec(reference)?.[1] ?? null

/** The id behind a reference, also where it leads through an entry of the Bundle. */
const idBehind = (reference: Reference | undefined, type: string, known: Known): string | null =>
  (reference?.reference ? plainId(reference.reference, type) : null) ?? follow(reference, type, known)?.id ?? null

function demand<T>(value: T | null | undefined, problem: HisReportProblem): T {
  if (value === null || value === undefined || value === '') throw new Unreadable(problem)
  return value
}

const statuses: Record<string, HisReportStatus> = {
  partial: 'PRELIMINARY', preliminary: 'PRELIMINARY', final: 'FINAL', amended: 'AMENDED', corrected: 'AMENDED', appended: 'AMENDED', cancelled: 'CANCELLED', 'entered-in-error': 'CANCELLED',
}

/** HL7 v2-0074: what is measured in a laboratory; everything else of the table is looked at. */
const LAB = new Set(['LAB', 'CH', 'HM', 'MB', 'IMM', 'SR', 'TX', 'VR', 'BLB', 'CG', 'GE', 'BG', 'MCB', 'MYC', 'PAR', 'PHR', 'URN', 'SP-LAB'])
const EXAM = new Set(['RAD', 'RUS', 'RX', 'CT', 'MRI', 'NMR', 'EC', 'EKG', 'EN', 'ES', 'IMG', 'NMS', 'OUS', 'US', 'VUS', 'CUS', 'XRC', 'CTH', 'PF', 'PAT', 'SP', 'CP', 'OTH'])

function categoryOf(report: DiagnosticReport): { category: string; kind: HisReportKind } {
  const codes = (report.category ?? []).flatMap(({ coding }) => coding ?? []).map(({ code }) => code?.toUpperCase() ?? '')
  const known = codes.find((code) => LAB.has(code) || EXAM.has(code))
  if (!known) throw new Unreadable('CATEGORY_UNKNOWN')
  return { category: known, kind: LAB.has(known) ? 'LAB' : 'EXAM' }
}

function readReport(report: DiagnosticReport, known: Known): HisReport {
  const id = demand(report.id, 'ID_MISSING')
  const { category, kind } = categoryOf(report)
  const specimen = follow<Specimen>(report.specimen?.[0], 'Specimen', known, report)
  const study = follow<ImagingStudy>(report.imagingStudy?.[0], 'ImagingStudy', known, report)
  return {
    id, kind, category,
    version: report.meta?.versionId ?? report.meta?.lastUpdated ?? '1',
    name: demand(wordOf(report.code), 'NAME_MISSING'),
    status: demand(statuses[report.status ?? ''], 'STATUS_UNKNOWN'),
    hisPatientId: demand(idBehind(report.subject, 'Patient', known), 'PATIENT_MISSING'),
    person: personOf(follow<Patient>(report.subject, 'Patient', known, report)),
    hisEncounterId: idBehind(report.encounter, 'Encounter', known),
    hisInstitutionId: report.performer?.map((one) => idBehind(one, 'Organization', known)).find((found) => found !== null) ?? null,
    takenAt: instantOrNull(report.effectiveDateTime ?? report.effectivePeriod?.start ?? specimen?.collection?.collectedDateTime),
    issuedAt: demand(instantOrNull(report.issued ?? report.effectiveDateTime ?? report.effectivePeriod?.end ?? report.meta?.lastUpdated), 'DATE_UNREADABLE'),
    updatedAt: instantOrNull(report.meta?.lastUpdated) ?? demand(instantOrNull(report.issued ?? report.effectiveDateTime), 'DATE_UNREADABLE'),
    reporter: (report.resultsInterpreter ?? report.performer)?.find(({ display }) => display)?.display ?? null,
    specimen: wordOf(specimen?.type) ?? report.specimen?.[0]?.display ?? null,
    items: (report.result ?? []).map((reference) => toItem(demand(follow<Observation>(reference, 'Observation', known, report), 'RESULT_MISSING'))),
    findings: stringOf(report, extensions.findings),
    impression: report.conclusion ?? null,
    imageCount: study?.numberOfInstances ?? study?.numberOfSeries ?? (report.imagingStudy?.length || null),
    documentId: report.presentedForm?.map(({ url }) => (url ? plainId(url, 'Binary') : null)).find((found) => found !== null) ?? null,
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

function personOf(patient: Patient | null): HisReport['person'] {
  const sex = patient?.gender === 'male' ? 'MALE' : patient?.gender === 'female' ? 'FEMALE' : null
  const { birthDate } = patient ?? {}
  return { name: patient?.name?.[0]?.text ?? null, sex, birthDate: birthDate && DAY.test(birthDate) ? birthDate : null }
}

const wordOf = (concept: CodeableConcept | undefined): string | null =>
  concept?.text?.trim() || concept?.coding?.map(({ display }) => display?.trim()).find((word) => word) || concept?.coding?.map(({ code }) => code).find((code) => code) || null

function toItem(observation: Observation): HisReportItem {
  const name = demand(wordOf(observation.code), 'NAME_MISSING')
  const coding = observation.code?.coding?.find(({ code }) => code)
  const quantity = observation.valueQuantity ?? (observation.valueInteger === undefined ? undefined : { value: observation.valueInteger })
  return {
    code: coding ? `${coding.system ?? ''}|${coding.code}` : name,
    name,
    shortName: shortNameOf(observation.code, extensions.shortName),
    value: numberOf(quantity),
    comparator: quantity?.comparator ?? null,
    text: observation.valueString ?? wordOf(observation.valueCodeableConcept) ?? (numberOf(quantity) === null ? wordOf(observation.dataAbsentReason) : null),
    unit: quantity?.unit ?? quantity?.code ?? null,
    ranges: (observation.referenceRange ?? []).map(toRange),
    interpretation: interpretationOf(observation.interpretation),
  }
}

const numberOf = (quantity: Quantity | undefined): number | null => (typeof quantity?.value === 'number' && Number.isFinite(quantity.value) ? quantity.value : null)

const interpretations: Record<string, HisInterpretation> = {
  N: 'N', NEG: 'N', A: 'A', POS: 'A', AA: 'A', H: 'H', HU: 'H', L: 'L', LU: 'L', HH: 'HH', '>': 'HH', LL: 'LL', '<': 'LL',
}

const interpretationOf = (concepts: CodeableConcept[] | undefined): HisInterpretation | null =>
  (concepts ?? []).flatMap(({ coding }) => coding ?? []).map(({ code }) => interpretations[code?.toUpperCase() ?? '']).find((found) => found !== undefined) ?? null

const CRITICAL = new Set(['CRITICAL', 'TREATMENT-CRITICAL', 'PANIC'])
const MALE = new Set(['M', 'MALE', '248153007'])
const FEMALE = new Set(['F', 'FEMALE', '248152002'])

function toRange({ low, high, type, appliesTo, age, text }: ReferenceRange): HisReferenceRange {
  const codes = (concepts: CodeableConcept[] | undefined) => (concepts ?? []).flatMap(({ coding }) => coding ?? []).map(({ code }) => code?.toUpperCase() ?? '')
  const holders = codes(appliesTo)
  return {
    kind: codes(type && [type]).some((code) => CRITICAL.has(code)) ? 'CRITICAL' : 'NORMAL',
    low: numberOf(low), high: numberOf(high), text: text ?? null,
    sex: holders.some((code) => MALE.has(code)) ? 'MALE' : holders.some((code) => FEMALE.has(code)) ? 'FEMALE' : null,
    ageFrom: yearsOf(age?.low), ageTo: yearsOf(age?.high),
  }
}

const PER_YEAR: Record<string, number> = { a: 1, mo: 12, wk: 52, d: 365 }

/** Whole years; an age in a unit that is not known limits nobody. */
function yearsOf(quantity: Quantity | undefined): number | null {
  const value = numberOf(quantity)
  const per = PER_YEAR[quantity?.code ?? quantity?.unit ?? 'a']
  return value === null || per === undefined ? null : Math.floor(value / per)
}

/** A day alone is its beginning in Shanghai; a time without a zone is Shanghai's, as older systems write it. */
function instantOrNull(text: string | undefined): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text ?? '')
  if (!match) return null
  const [, day, time = '00:00:00', zone = '+08:00'] = match
  const instant = new Date(`${day}T${time}${zone}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}
