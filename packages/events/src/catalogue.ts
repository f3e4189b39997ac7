/**
 * Every event of the house: what it carries and who reacts. An event is written to its subgraph's outbox in the transaction that makes it
 * true, delivered at least once to each subscriber, and de-duplicated there. Subscribers tolerate any order. No personal data in payloads:
 * names and numbers are read through the graph by id.
 */
export interface EventPayloads {
  /** Something that has to be paid came to be. The subject's owner has already chosen the order's id. */
  'order.due': {
    orderId: string
    kind: 'REGISTRATION' | 'CONSULTATION' | 'OUTPATIENT_BILL' | 'INPATIENT_DEPOSIT' | 'CARD_TOP_UP'
    subjectType: 'Appointment' | 'Consultation' | 'OutpatientBill' | 'InpatientDeposit' | 'CardTopUp'
    subjectId: string
    title: string
    amountFen: number
    accountId: string
    patientId: string
    institutionId: string | null
    departmentId: string | null
    practitionerId: string | null
    /** ISO instant after which the order is no longer paid for. */
    payUntil: string
    /** ISO instant until which the payer may ask the money back online; null: never. Absent where only the hospital's rule counts. */
    refundUntil?: string | null
  }
  /** Whole amount received. `subject…` let an owner find its thing; `patientId` says for whom, where an order is for somebody. */
  'order.paid': { orderId: string; patientId?: string; subjectType: string; subjectId: string; amountFen: number; paymentNumber: string; paidAt: string }
  /** The unpaid order was given up by the payer at the cashier, or its time ran out there. */
  'order.closed': { orderId: string; subjectType: string; subjectId: string; reason: 'CANCELLED' | 'EXPIRED' }
  /** What was paid for has been delivered: the order may be settled. */
  'subject.delivered': { orderId: string; subjectType: string; subjectId: string }
  /** The subject will not be delivered: an open order closes, a paid one is refunded to the fen. */
  'subject.withdrawn': { orderId: string; subjectType: string; subjectId: string; reason: string }
  /** A refund reached the payer. `full`: nothing of the order remains. */
  'order.refunded': { orderId: string; subjectType: string; subjectId: string; refundFen: number; full: boolean; at: string }
  /** A practitioner came to care for a patient: may read who that is until the given instant. */
  'care.started': { patientId: string; practitionerId: string; subjectType: string; subjectId: string; until: string }
  /** Nothing of it is open any more: the person may be taken off the account. The practitioner reads on until the instant given before. */
  'care.ended': { patientId: string; practitionerId: string; subjectType: string; subjectId: string }
  /** A registration became certain, or the person arrived for it. */
  'appointment.advanced': { appointmentId: string; patientId: string; step: 'BOOKED' | 'CHECKED_IN'; at: string }
  /** A consultation was paid for: a conversation opens. The description stays with the consultation: no illness travels in a job. */
  'consultation.opened': { consultationId: string; patientId: string; accountId: string; practitionerId: string; attachments: AttachedFile[]; messageLimit: number; notice: string }
  'consultation.accepted': { consultationId: string; notice: string }
  /** No further messages: completed, refused, unanswered. Here and above, `notice` is the line shown in the conversation. */
  'consultation.closed': { consultationId: string; notice: string }
  /** A message was kept. The consultation counts those of the patient. */
  'conversation.message': { conversationId: string; subjectType: string; subjectId: string; sender: 'PATIENT' | 'PRACTITIONER' | 'SYSTEM'; sequence: number; at: string }
  /**
   * Tell an account or a practitioner something. What `notices.ts` declares comes with the values of its variables and is worded by the
   * platform's templates; what it does not know says its own title and body, and stays in the app.
   */
  'notice.due': {
    event: string
    accountId?: string
    practitionerId?: string
    variables?: Record<string, string>
    title?: string
    body?: string
    link?: string
    subjectType?: string
    subjectId?: string
    institutionId?: string
    /** Tells one telling about a subject from the next; without it, each subject is told of once. */
    occurrence?: string
  }
  /** A message shall leave the house. Whose number or openid that is, the receiver alone knows. `params` in the order of the text. */
  'message.dispatched': {
    deliveryId: string
    attempt: number
    channel: 'SMS' | 'WECHAT'
    accountId: string
    event: string
    /** Codes and keywords of the template, where the hospital set its own. */
    tencentCode: string | null
    aliyunCode: string | null
    wechat: { kind: 'TEMPLATE' | 'SUBSCRIBE'; templateId: string; keywords: { key: string; text: string }[] } | null
    params: [name: string, value: string][]
    link: string | null
  }
  /** What came of an attempt. UNKNOWN: it may have been sent. UNREACHABLE: this account has no such address. */
  'message.attempted': {
    deliveryId: string
    attempt: number
    outcome: 'ACCEPTED' | 'REFUSED' | 'UNREACHABLE' | 'RETRY' | 'UNKNOWN'
    provider: string | null
    code: string | null
    serialNo: string | null
    at: string
  }
  /** The provider's receipt. */
  'message.receipt': { deliveryId: string; attempt: number; delivered: boolean; code: string; at: string }
  /** Somebody follows the official account now, or no longer. `prints` are blind indexes of the openid; `at` by WeChat's clock. */
  'wechat.follow-changed': { prints: string[]; following: boolean; at: string }
  /** WeChat says how the job of a template message ended. */
  'wechat.message-ended': { messageId: string; delivered: boolean; code: string; at: string }
  /** An account signed in at a terminal. */
  'account.signed-in': { accountId: string; terminal: string; at: string }
  /** Somebody changed or read something that the log must show (A1-15). */
  'audit.recorded': {
    at: string
    actorKind: string
    actorId: string | null
    action: string
    subjectType: string | null
    subjectId: string | null
    before: Record<string, unknown> | null
    after: Record<string, unknown> | null
    ip: string | null
    userAgent: string | null
    requestId: string
  }
  /** The directory was synchronised from HIS: clinical goes on with schedules under the same job. */
  'directory.synchronised': { jobId: string; institutions: DirectoryRow[]; departments: DepartmentRow[]; practitioners: PractitionerRow[] }
  /** The hospital changed its directory by hand: rows as they are now, also those that HIS does not know. */
  'directory.changed': { institutions: DirectoryChange<DirectoryRow>[]; departments: DirectoryChange<DepartmentRow>[]; practitioners: DirectoryChange<PractitionerRow>[] }
  /** Something here refers to records of the directory from now on: they can be disabled, but no longer removed. */
  'directory.referenced': { ids: string[]; by: string }
  /** A person cared for has a record in HIS, or a new one. `hisPatientId` is opaque: the HIS's own id, for locks and check-in. */
  'patient.recorded': { patientId: string; accountId: string; hisPatientId: string }
  /** A consent form was agreed to, in the version that was then in force: an institution's own wording where it is named. `forInstitutionId`: where the service is, as whoever agreed said. */
  'consent.given': { consentId: string; patientId: string; textKey: string; version: number; subjectType: string; subjectId: string | null; institutionId?: string | null; forInstitutionId?: string | null }
  /** A new version of a text (rules, consent form) is in force: the whole hospital's, or an institution's own wording. */
  'text.published': { textKey: string; version: number; institutionId?: string | null }
  /** A setting has other values in force: by node, `*` for the whole hospital, besides what differs from it below. A higher revision is later. */
  'setting.changed': { key: string; revision: number; values: Record<string, unknown> }
  /** Progress of work that another subgraph does for a platform job. Counts are totals so far of that step. */
  'job.progressed': { jobId: string; step: string; done: number; total: number; added: number; changed: number; unchanged: number; failed: number; messages: string[]; finished: boolean; file?: { name: string; bytes: number } }
}

/** A file that was uploaded and checked (see `@hospital/files`). */
export interface AttachedFile {
  fileId: string
  contentType: string
  bytes: number
  width: number | null
  height: number | null
  durationSeconds: number | null
}

/** A row of the directory after a change by hand. */
type DirectoryChange<Row> = Omit<Row, 'hisId'> & { hisId: string | null; enabled: boolean }

interface DirectoryRow {
  id: string
  /** Absent in an event of an older version. */
  name?: string
  hisId: string
  enabled?: boolean
  latitude: number | null
  longitude: number | null
  fenceMeters: number
  /** The institution that this one is a branch of. Absent in an event of an older version. */
  parentId?: string | null
}
interface DepartmentRow {
  id: string
  name?: string
  hisId: string
  enabled?: boolean
  institutionId: string
}
interface PractitionerRow {
  id: string
  hisId: string
  enabled?: boolean
  institutionId: string
  departmentIds: string[]
  titleRank: number
  priority: number
  name?: string
  /** Initials of the name in pinyin, for search. */
  pinyin?: string
}

export type EventName = keyof EventPayloads
export type SubgraphName = 'platform' | 'patients' | 'clinical' | 'prescriptions' | 'nursing' | 'telemedicine' | 'finance'

export const SUBSCRIBERS = {
  'order.due': ['finance', 'clinical'],
  'order.paid': ['clinical', 'patients', 'finance'],
  'order.closed': ['clinical', 'finance'],
  'subject.delivered': ['finance'],
  'subject.withdrawn': ['finance'],
  'order.refunded': ['clinical', 'finance'],
  'care.started': ['patients'],
  'care.ended': ['patients'],
  'appointment.advanced': ['patients'],
  'consultation.opened': ['telemedicine'],
  'consultation.accepted': ['telemedicine'],
  'consultation.closed': ['telemedicine'],
  'conversation.message': ['clinical'],
  'notice.due': ['platform'],
  'message.dispatched': ['patients'],
  'message.attempted': ['platform'],
  'message.receipt': ['platform'],
  'wechat.follow-changed': ['patients'],
  'wechat.message-ended': ['patients'],
  'account.signed-in': ['platform'],
  'audit.recorded': ['platform'],
  'directory.synchronised': ['clinical', 'finance'],
  'directory.changed': ['clinical', 'finance'],
  'directory.referenced': ['platform'],
  'patient.recorded': ['clinical', 'finance'],
  'consent.given': ['clinical', 'patients'],
  'text.published': ['clinical', 'patients'],
  'job.progressed': ['platform'],
  'setting.changed': ['patients', 'clinical', 'nursing', 'finance'],
} as const satisfies Record<EventName, readonly SubgraphName[]>

/**
 * What subscribers keep of an owner's things, and which revision of keeping it is. A subscriber that begins to keep something, or more of
 * it, stands here with a new number: the owner then tells it once all that there is (`announceOnce`), by the same event.
 */
export const KEPT: { readonly [E in EventName]?: { readonly [S in SubgraphName]?: number } } = {
  'directory.changed': { clinical: 2, finance: 1 },
  'patient.recorded': { clinical: 1, finance: 1 },
  'setting.changed': { patients: 1, clinical: 1, nursing: 1, finance: 1 },
  'text.published': { clinical: 1, patients: 1 },
}

/** An event on its way: `id` is what a receiver de-duplicates by. */
export interface Delivery<E extends EventName = EventName> {
  id: string
  event: E
  data: EventPayloads[E]
}

/** The job that carries an event to one subscriber. */
export const deliveryTask = (subscriber: SubgraphName, event: EventName) => `${subscriber}.on.${event}`
