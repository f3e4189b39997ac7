/** What our FHIR R4 exchange adds to the standard: systems of identifiers and codes, and extensions. Both ends are written against it. */
const root = 'urn:internet-hospital:fhir'

export const systems = {
  /** 居民身份证号码. */
  idCard: 'urn:oid:2.16.156.10011.1.3',
  recordNumber: `${root}:record-number`,
  hospitalCard: `${root}:hospital-card`,
  insuranceCard: `${root}:insurance-card`,
  staffNumber: `${root}:staff-number`,
  licence: `${root}:practising-licence`,
  institutionCode: `${root}:institution-code`,
  clientReference: `${root}:client-reference`,
  /** 医疗机构诊疗科目名录. */
  subject: `${root}:clinical-subject`,
  organizationType: 'http://terminology.hl7.org/CodeSystem/organization-type',
  staffRole: `${root}:staff-role`,
  title: `${root}:staff-title`,
  scheduleKind: `${root}:schedule-kind`,
  refusal: `${root}:refusal`,
  cancelReason: `${root}:cancel-reason`,
  billNumber: `${root}:bill-number`,
  receiptNumber: `${root}:receipt-number`,
  admissionNumber: `${root}:admission-number`,
  /** 西药费, 检验费 …: the code is the word. */
  chargeCategory: `${root}:charge-category`,
  queueNumber: `${root}:queue-number`,
  taskCode: `${root}:task-code`,
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
} as const

export const extensions = {
  fenceMetres: `${root}:fence-metres`,
  intro: `${root}:intro`,
  specialties: `${root}:specialties`,
  day: `${root}:day`,
  session: `${root}:session`,
  room: `${root}:room`,
  clinicName: `${root}:clinic-name`,
  feeFen: `${root}:fee-fen`,
  stopReason: `${root}:stop-reason`,
  capacity: `${root}:capacity`,
  remaining: `${root}:remaining`,
  lockUntil: `${root}:lock-until`,
  paidFen: `${root}:paid-fen`,
  paymentReference: `${root}:payment-reference`,
  queueNumber: `${root}:queue-number`,
  /** Of the calling system: counts every move on any board; who is called first; how often called. */
  queueSequence: `${root}:queue-sequence`,
  queueStanding: `${root}:queue-standing`,
  calledTimes: `${root}:called-times`,
  guide: `${root}:guide`,
  /** The visit that a bill came from, and the bill that a medicine was paid by: ids of the HIS. */
  encounter: `${root}:encounter`,
  bill: `${root}:bill`,
  ward: `${root}:ward`,
  bed: `${root}:bed`,
  chargedFen: `${root}:charged-fen`,
  depositedFen: `${root}:deposited-fen`,
  amountFen: `${root}:amount-fen`,
  /** What of a bill was taken back. */
  refundedFen: `${root}:refunded-fen`,
  /** When what a bill is for was handed out or done: from then on nothing of it is taken back. */
  servedAt: `${root}:served-at`,
  guardianIdCard: `${root}:guardian-id-card`,
  /** 1 on a segment that was added to a clinic (加号). */
  extra: `${root}:extra`,
  /** 检查所见. */
  findings: `${root}:findings`,
  /** How the laboratory shortens an item's name, e.g. `HbA1c`. */
  shortName: `${root}:short-name`,
} as const

/** The codes of the HIS's own refusals, in OperationOutcome.issue.details. */
export type HisRefusal =
  | 'SLOT_FULL'
  | 'SLOT_STOPPED'
  | 'SLOT_PASSED'
  | 'LOCK_EXPIRED'
  | 'VERSION_STALE'
  | 'STATUS_MOVED'
  | 'AMOUNT_MISMATCH'
  | 'PATIENT_UNKNOWN'
  | 'PATIENT_NAME_MISMATCH'
  | 'CARD_UNKNOWN'
  | 'BALANCE_SHORT'
  | 'MOVEMENT_VOID'
  | 'REFERENCE_USED'
  | 'REVERSAL_TOO_MUCH'
  | 'BILL_SETTLED'
  | 'BILL_CANCELLED'
  | 'ACCOUNT_CLOSED'
  | 'BILL_SERVED'
  | 'BALANCE_USED'
  | 'REFUND_TOO_MUCH'
  | 'BOARD_BUSY'
