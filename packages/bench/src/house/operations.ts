import { createHash } from 'node:crypto'

/** As the apps write them: apps/patient/src/appointment, apps/patient/src/queue, apps/doctor/src/consultation. */
export const APPOINTMENTS = `
  query Appointments($after: String) {
    appointments(first: 20, after: $after) { nodes { ...AppointmentFacts } pageInfo { hasNextPage endCursor } }
  }
  fragment AppointmentFacts on Appointment {
    id number status sameDay startsAt endsAt day feeFen room heldUntil cancelReason cancellableUntil availableActions
    patient { id name }
    department { id name location institution { id name address phone } }
    practitioner { id name title }
  }`

export const HOLD = 'mutation HoldAppointment($input: HoldAppointmentInput!) { holdAppointment(input: $input) { id status heldUntil } }'

export const DIAGNOSES = 'query Diagnoses($search: String) { diagnoses(first: 20, search: $search) { nodes { id code name synonyms } pageInfo { hasNextPage endCursor } } }'

export const RECALL = 'mutation RecallTicket($id: ID!) { recallTicket(id: $id) { id } }'

export const QUEUE_LIVE = `
  subscription QueueLive($ticketId: ID!, $after: Int) {
    queueChanged(ticketId: $ticketId, after: $after) {
      sequence nowServing waitingCount averageMinutes
      board { number status mine }
      ticket { id number status ahead calledTimes estimatedMinutes }
    }
  }`

/** apps/console/src/staff, apps/console/src/audit. */
export const STAFF_LIST = `
  query Practitioners($filter: PractitionerFilter, $first: Int, $after: String) {
    practitioners(filter: $filter, first: $first, after: $after) {
      nodes { id name role title specialties intro licenceNumber priority staffNumber standing version pinned hisId enabled institution { id name } departments { id name } }
      pageInfo { hasNextPage endCursor } totalCount
    }
  }`

export const AUDIT_LIST = `
  query AuditEntries($filter: AuditFilter, $first: Int, $after: String) {
    auditEntries(filter: $filter, first: $first, after: $after) {
      nodes { id at actorKind actorId actorName action subjectType subjectId subjectLabel before after ip userAgent requestId }
      pageInfo { hasNextPage endCursor } totalCount
    }
  }`

/** apps/console/src/message-statistics. */
export const MESSAGE_STATISTICS = `
  query MessageStatistics($filter: MessageStatisticsFilter!) {
    messageStatistics(filter: $filter) {
      ${['total', 'days', 'channels', 'terminals', 'events'].map((side) => `${side} { key queued sent delivered failed }`).join(' ')}
    }
  }`

export const START_EXPORT = 'mutation StartExport($input: StartExportInput!) { startExport(input: $input) { id } }'
export const EXPORT_JOB = 'query Job($id: ID!) { job(id: $id) { state done messages } }'

/** apps/console/src/orders, apps/console/src/income. */
export const ORDER_LIST = `
  query Orders($filter: OrderFilter, $first: Int, $after: String) {
    orders(filter: $filter, first: $first, after: $after) {
      nodes { id number kind status title amountFen refundedFen refundableFen createdAt paidAt deliveredAt institution { id name } department { id name } practitioner { id name } }
      pageInfo { hasNextPage endCursor } totalCount
    }
  }`

export const INCOME = `
  query IncomeReport($filter: IncomeFilter!) {
    incomeReport(filter: $filter) {
      total { ...IncomeFigures } periods { ...IncomeFigures } kinds { ...IncomeFigures }
      departments { ...IncomeFigures department { id name } } practitioners { ...IncomeFigures practitioner { id name } }
    }
  }
  fragment IncomeFigures on IncomeRow { key paidFen refundedFen netFen earnedFen payments refunds }`

export const OPERATIONS = [APPOINTMENTS, HOLD, DIAGNOSES, RECALL, QUEUE_LIVE, STAFF_LIST, AUDIT_LIST, MESSAGE_STATISTICS, START_EXPORT, EXPORT_JOB, ORDER_LIST, INCOME]

export const documentIdOf = (source: string): string => `sha256:${createHash('sha256').update(source).digest('hex')}`

/** The way an operation is sent: `registered` by its hash, as our apps do; `open` as text, as anybody may. */
export type LaneName = 'registered' | 'open'

export const bodyOf = (lane: LaneName, source: string, variables: object = {}): string =>
  JSON.stringify(lane === 'registered' ? { documentId: documentIdOf(source), variables } : { query: source, variables })
