import { book, segmentsOf } from './registration.ts'
import type { Person, World } from './world.ts'

export const CHECK_IN = `mutation($id: ID!, $latitude: Float!, $longitude: Float!, $accuracy: Float!) {
  checkIn(input: { appointmentId: $id, latitude: $latitude, longitude: $longitude, accuracyMeters: $accuracy }) { id number status position ahead queue { id } } }`

export interface Waiting {
  person: Person
  appointmentId: string
  ticketId: string
  number: string
  queueId: string
}

/** Booked for a segment of today that lies ahead. */
export async function bookToday(world: World, doctor: string, day: string, part: string): Promise<{ person: Person; appointmentId: string }> {
  const person = await world.person()
  const segment = (await segmentsOf(world, doctor, day, part))[0]!
  return { person, appointmentId: (await book(world, person, segment.id)).id }
}

/** At the door of the hospital: where the rule of the registration says it is. */
export async function placeOf(world: World, person: Person, appointmentId: string): Promise<{ latitude: number; longitude: number }> {
  return (await world.must(person, 'query($id: ID!) { appointment(id: $id) { checkIn { location { latitude longitude } } } }', { id: appointmentId })).appointment.checkIn.location
}

export async function arrive(world: World, { person, appointmentId }: { person: Person; appointmentId: string }): Promise<Waiting> {
  const { checkIn } = await world.must(person, CHECK_IN, { id: appointmentId, ...(await placeOf(world, person, appointmentId)), accuracy: 20 })
  return { person, appointmentId, ticketId: checkIn.id, number: checkIn.number, queueId: checkIn.queue.id }
}
