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

export const OPERATIONS = [APPOINTMENTS, HOLD, DIAGNOSES, RECALL, QUEUE_LIVE]

export const documentIdOf = (source: string): string => `sha256:${createHash('sha256').update(source).digest('hex')}`

/** The way an operation is sent: `registered` by its hash, as our apps do; `open` as text, as anybody may. */
export type LaneName = 'registered' | 'open'

export const bodyOf = (lane: LaneName, source: string, variables: object = {}): string =>
  JSON.stringify(lane === 'registered' ? { documentId: documentIdOf(source), variables } : { query: source, variables })
