import type { HisRefused } from './reading.ts'

/** Results of examinations, as the hospital's own system keeps them. */
export interface HisReports {
  /**
   * Reports of a patient, or of everybody, changed at or after `since` on the HIS's clock. One that cannot be read is named, the others go on.
   */
  listReports(query: { hisPatientId?: string; since?: Date }): Promise<HisReportList>
  /** One report as it is at this moment; null when the HIS does not know it. */
  findReport(id: string): Promise<HisReport | null>
  /** The HIS's own document of a report, where it has one. */
  readReportDocument(documentId: string): Promise<{ contentType: string; bytes: Buffer } | null>
}

export interface HisReportList {
  reports: HisReport[]
  refused: HisRefused[]
}

export type HisReportKind = 'LAB' | 'EXAM'
export type HisReportStatus = 'PRELIMINARY' | 'FINAL' | 'AMENDED' | 'CANCELLED'

export interface HisReport {
  id: string
  version: string
  kind: HisReportKind
  /** HL7 v2-0074, e.g. `LAB`, `RAD`, `RUS` (超声), `EC` (心电). */
  category: string
  name: string
  status: HisReportStatus
  hisPatientId: string
  /** Whose result it is, as the HIS has it: sex and age decide which reference range holds. */
  person: { name: string | null; sex: 'MALE' | 'FEMALE' | null; birthDate: string | null }
  hisEncounterId: string | null
  hisInstitutionId: string | null
  /** When the specimen was taken, or the patient examined. */
  takenAt: Date | null
  issuedAt: Date
  updatedAt: Date
  /** Who signed it, as the HIS writes the name. */
  reporter: string | null
  specimen: string | null
  items: HisReportItem[]
  findings: string | null
  impression: string | null
  imageCount: number | null
  documentId: string | null
}

/** N 正常, A 异常, AA 危急异常, H/L 高低, HH/LL 危急高低. */
export type HisInterpretation = 'N' | 'A' | 'AA' | 'H' | 'L' | 'HH' | 'LL'

export interface HisReportItem {
  /** `system|code`; without a code, the name stands for it. */
  code: string
  name: string
  shortName: string | null
  /** Null: not a number, see `text`. */
  value: number | null
  /** `<`, `<=`, `>=`, `>`: beyond what was measured. */
  comparator: string | null
  /** What is not a number: 阳性, 未检出, the laboratory's words. */
  text: string | null
  unit: string | null
  ranges: HisReferenceRange[]
  interpretation: HisInterpretation | null
}

export interface HisReferenceRange {
  kind: 'NORMAL' | 'CRITICAL'
  low: number | null
  high: number | null
  text: string | null
  /** The limit itself is outside already, as in `< 5.0`. */
  openLow?: boolean
  openHigh?: boolean
  /** For whom it holds; null: for everybody. Ages in whole years, both included. */
  sex: 'MALE' | 'FEMALE' | null
  ageFrom: number | null
  ageTo: number | null
}
