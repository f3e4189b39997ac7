import type { JourneyHospital } from '@hospital/launcher/vitest-system'
import { payFor, until, type Visitor } from '@hospital/web/test/visitor'

/** Books and pays; answers the number of the registration. */
export async function bookAhead(at: JourneyHospital, { patientId, ask }: Visitor, doctor: string, day: string, part: string): Promise<string> {
  const { practitioners } = await ask('query ($name: String!, $day: Date!) { practitioners(filter: { search: $name }) { nodes { name schedules(from: $day, to: $day) { part slots { id remaining } } } } }', { name: doctor, day })
  const clinic = practitioners.nodes.find(({ name }: { name: string }) => name === doctor).schedules.find((one: { part: string }) => one.part === part)
  const slot = clinic.slots.find(({ remaining }: { remaining: number }) => remaining > 0)
  const { holdAppointment } = await ask('mutation ($input: HoldAppointmentInput!) { holdAppointment(input: $input) { id number } }', { input: { slotId: slot.id, patientId } })
  await payFor(at, ask, 'appointment', holdAppointment.id)
  await until(async () => (await ask('query ($id: ID!) { appointment(id: $id) { status } }', { id: holdAppointment.id })).appointment.status === 'BOOKED')
  return holdAppointment.number as string
}
