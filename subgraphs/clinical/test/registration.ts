import { ANONYMOUS } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { HisAppointment } from '@hospital/connectors/his/port'
import type { Person, World } from './world.ts'

export const HOLD = `mutation($slotId: ID!, $patientId: ID!) { holdAppointment(input: { slotId: $slotId, patientId: $patientId }) {
  id number status sameDay feeFen heldUntil hisNumber availableActions cancellableUntil } }`
export const CANCEL = `mutation($id: ID!) { cancelAppointment(id: $id, reason: "临时有事") { id status cancelReason availableActions } }`

export interface Held {
  id: string
  number: string
  status: string
  sameDay: boolean
  feeFen: number
  heldUntil: string | null
  hisNumber: string | null
  availableActions: string[]
  cancellableUntil: string | null
}

export interface Segment {
  id: string
  scheduleId: string
  startsAt: string
  endsAt: string
  remaining: number
  capacity: number
}

/** Segments of a doctor's clinic, those with places only. */
export async function segmentsOf(world: World, doctorName: string, day: string, part: string): Promise<Segment[]> {
  const doctor = await world.doctor(doctorName)
  const { _entities: [practitioner] } = await world.must(ANONYMOUS, `query($r: [_Any!]!, $day: Date!) { _entities(representations: $r) {
    ... on Practitioner { schedules(from: $day, to: $day) { id part slots { id startsAt endsAt remaining capacity } } } } }`, { r: [{ __typename: 'Practitioner', id: doctor.practitionerId }], day })
  const clinic = practitioner.schedules.find((one: { part: string }) => one.part === part)
  return clinic.slots.filter(({ remaining }: Segment) => remaining > 0).map((slot: Segment) => ({ ...slot, scheduleId: clinic.id }))
}

/** Places of a segment that are offered at this moment. */
export async function remainingOf(world: World, slotId: string): Promise<number> {
  const { _entities: [slot] } = await world.must(ANONYMOUS, 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Slot { remaining } } }', { r: [{ __typename: 'Slot', id: slotId }] })
  return slot.remaining
}

export async function hold(world: World, person: Person, slotId: string): Promise<Held> {
  return (await world.must(person, HOLD, { slotId, patientId: person.patientId })).holdAppointment
}

export async function statusOf(world: World, person: Person, id: string): Promise<string | undefined> {
  return (await world.must(person, 'query($id: ID!) { appointment(id: $id) { status } }', { id })).appointment?.status
}

/** The order's money has come; jobs that follow are not run yet. */
export async function payFor(world: World, { id, feeFen }: Held): Promise<void> {
  const due = (await world.emitted('order.due')).find(({ subjectId }) => subjectId === id)!
  await world.deliver('order.paid', { orderId: due.orderId, subjectType: 'Appointment', subjectId: id, amountFen: feeFen, paymentNumber: `P${newId()}`, paidAt: world.clock.now().toISOString() })
}

export async function book(world: World, person: Person, slotId: string): Promise<Held> {
  const held = await hold(world, person, slotId)
  await payFor(world, held)
  await world.runJobs()
  return held
}

export const inHis = (world: World, id: string): Promise<HisAppointment | null> => world.his.connectors.his.findAppointment(id)

export async function withdrawn(world: World, id: string): Promise<number> {
  return (await world.emitted('subject.withdrawn')).filter(({ subjectId }) => subjectId === id).length
}

export const noticesOf = async (world: World, id: string): Promise<string[]> => (await world.emitted('notice.due')).filter(({ subjectId }) => subjectId === id).map(({ event }) => event)
