import type { HisBillingPort } from './billing.port.ts'
import type { HisBoard } from './board.ts'
import type { HisCardPort } from './card.port.ts'
import type { HisDispensing } from './dispensing.ts'
import type { HisRefused } from './reading.ts'
import type { HisReports } from './report-port.ts'
import type { HisStatementPort } from './statement.port.ts'

/** The hospital's own system. Ids are opaque strings of the HIS; instants are `Date`, days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface HisPort extends HisReports, HisBillingPort, HisCardPort, HisStatementPort, HisDispensing, HisBoard {
  /** The main hospital, its branches and their departments: parents always before their children. */
  listOrganizations(): Promise<HisOrganizationList>
  listPractitioners(page?: { cursor?: string; count?: number }): Promise<HisPractitionerPage>
  /**
   * Schedules of the days `from` to `to` (both included) with their slots. With `since`, only slots changed at or after that instant
   * of the HIS's clock, under their schedules; so an incremental sync must merge, never replace.
   */
  listSchedules(query: ListSchedulesQuery): Promise<HisScheduleList>
  /** One segment as it is at this moment; null when the HIS does not know it. */
  findSlot(slotId: string): Promise<HisSlot | null>

  findPatient(query: { idCard: string }): Promise<HisPatient | null>
  /**
   * Creates the record, or answers the one that already carries this id-card number (`matched: true`): never doubled, safe to repeat.
   * CONFLICT `PATIENT_NAME_MISMATCH` when the number belongs to another name.
   */
  createPatient(input: CreatePatientInput): Promise<HisPatient & { matched: boolean }>

  /**
   * Takes one place of a segment until `until` (the HIS may shorten it: read `lockedUntil`). Idempotent by `clientReference`.
   * CONFLICT `SLOT_FULL` | `SLOT_STOPPED` | `SLOT_PASSED` | `LOCK_EXPIRED` (a repeated reference whose lock has ended).
   */
  lockSlot(input: LockSlotInput): Promise<HisAppointment>
  /**
   * Turns a lock into a booking. Repeating it with the same `paymentReference` answers the booking again.
   * CONFLICT `LOCK_EXPIRED` | `VERSION_STALE` | `SLOT_STOPPED` | `STATUS_MOVED`; REFUSED `AMOUNT_MISMATCH`.
   */
  confirmAppointment(input: ConfirmAppointmentInput): Promise<HisAppointment>
  /** Gives an unpaid lock back; releasing what is already released or expired is fine. CONFLICT `STATUS_MOVED` once it is booked. */
  releaseLock(input: { hisAppointmentId: string }): Promise<HisAppointment>
  /** Cancels a booking and returns its place; cancelling twice is fine. CONFLICT `STATUS_MOVED` once the patient has arrived. */
  cancelAppointment(input: { hisAppointmentId: string; reason: string }): Promise<HisAppointment>
  /** The look-up after an unknown result: null means the HIS never took it. */
  findAppointment(clientReference: string): Promise<HisAppointment | null>
  /** Every appointment of the days `from` to `to` (both included) that was made under a client reference, whatever became of it. */
  listAppointments(query: { from: string; to: string }): Promise<HisAppointment[]>

  /** The patient is here: the HIS gives the number on the ticket. Repeating answers the same number. */
  checkIn(input: { hisAppointmentId: string }): Promise<HisAppointment>
  startEncounter(input: { hisAppointmentId: string; hisPractitionerId: string; at?: Date }): Promise<HisEncounter>
  /** Closes the visit and fulfils its appointment. Repeating is fine. */
  finishEncounter(input: { hisEncounterId: string; at?: Date }): Promise<HisEncounter>
}

/** One that cannot be read is named: it is not gone. */
export interface HisOrganizationList {
  organizations: HisOrganization[]
  refused: HisRefused[]
}

export interface HisOrganization {
  id: string
  kind: 'HOSPITAL' | 'BRANCH' | 'DEPARTMENT'
  parentId: string | null
  name: string
  /** DEPARTMENT: code of the official list of 诊疗科目, e.g. `03.04`; otherwise the institution's registration code. */
  code: string
  active: boolean
  intro: string | null
  phone: string | null
  address: string | null
  /** WGS-84; with `fenceMetres`, where a patient may check in. Institutions only. */
  geo: { latitude: number; longitude: number } | null
  fenceMetres: number | null
  /** DEPARTMENT: where it is, e.g. `门诊楼 3 层 A 区`. */
  location: string | null
  updatedAt: Date
}

export type HisStaffRole = 'DOCTOR' | 'NURSE' | 'PHARMACIST'

export interface HisPractitioner {
  id: string
  staffNumber: string
  name: string
  role: HisStaffRole
  /** 主任医师, 副主任护师, 主管药师 … as the HIS writes it. */
  title: string
  gender: 'MALE' | 'FEMALE' | null
  /** Ids of HisOrganization; the first is the primary one. */
  departmentIds: string[]
  specialties: string | null
  intro: string | null
  /** 执业证书 number and the day from which, and until which, its holder may practise. */
  licence: { number: string; validFrom: string; validTo: string | null } | null
  active: boolean
  updatedAt: Date
}

export interface HisPractitionerPage {
  practitioners: HisPractitioner[]
  /** Of this page; they are not gone. */
  refused: HisRefused[]
  /** How many there are in all, for a progress bar. */
  total: number
  /** Give it back as `cursor`; null on the last page. */
  nextCursor: string | null
}

export type HisScheduleKind = 'GENERAL' | 'EXPERT' | 'DISEASE'

export interface ListSchedulesQuery {
  from: string
  to: string
  departmentCode?: string
  since?: Date
}

export interface HisScheduleList {
  schedules: HisSchedule[]
  refused: HisRefused[]
}

export interface HisSchedule {
  id: string
  kind: HisScheduleKind
  institutionId: string
  departmentId: string
  departmentCode: string
  /** Null: a clinic of the department, not of one doctor. */
  practitionerId: string | null
  /** What the patient reads, e.g. `心血管内科普通门诊`, `高血压专病门诊`. */
  clinicName: string
  day: string
  session: 'MORNING' | 'AFTERNOON' | 'EVENING'
  room: string
  feeFen: number
  stopped: boolean
  stopReason: string | null
  slots: HisSlot[]
}

/** One 15-minute segment of a schedule. */
export interface HisSlot {
  id: string
  scheduleId: string
  startsAt: Date
  endsAt: Date
  capacity: number
  remaining: number
  feeFen: number
  stopped: boolean
  /** 加号: the doctor sees more people than was planned. */
  extra: boolean
  version: string
  updatedAt: Date
}

export interface HisCard {
  kind: 'HOSPITAL' | 'INSURANCE' | 'RECORD'
  number: string
}

export interface HisPatient {
  hisPatientId: string
  name: string
  /** 病历号. */
  recordNumber: string
  cards: HisCard[]
}

export interface CreatePatientInput {
  idCard: string
  name: string
  gender: 'MALE' | 'FEMALE'
  birthDate: string
  phone?: string
  address?: string
  /** For a minor. */
  guardian?: { name: string; idCard: string; phone: string; relationship: string }
}

export interface LockSlotInput {
  slotId: string
  /** `hisPatientId` of the person cared for. */
  patientId: string
  /** The caller's own id of this hold: repeat and look up by it. */
  clientReference: string
  until: Date
}

export interface ConfirmAppointmentInput {
  hisAppointmentId: string
  version: string
  paidFen: number
  paymentReference: string
}

export type HisAppointmentStatus = 'LOCKED' | 'BOOKED' | 'ARRIVED' | 'FULFILLED' | 'CANCELLED' | 'NOSHOW'

export interface HisAppointment {
  hisAppointmentId: string
  version: string
  status: HisAppointmentStatus
  slotId: string
  hisPatientId: string
  clientReference: string
  /** Set while LOCKED, on the HIS's own clock. */
  lockedUntil: Date | null
  feeFen: number
  paidFen: number | null
  paymentReference: string | null
  /** The number on the ticket, from check-in on. */
  queueNumber: number | null
  /** CANCELLED: `LOCK_EXPIRED`, `LOCK_RELEASED`, `STOPPED`, or the reason given to cancelAppointment. */
  cancelReason: string | null
}

export interface HisEncounter {
  hisEncounterId: string
  status: 'IN_PROGRESS' | 'FINISHED'
  hisAppointmentId: string
  startedAt: Date
  finishedAt: Date | null
}
