import { randomUUID } from 'node:crypto'
import type { Appointment, Encounter } from '@hospital/connectors/his/fhir'
import { idOf } from '@hospital/connectors/his/fhir'
import { move, type Hospital } from './appointments.ts'
import { billVisit } from './bills.ts'
import { invalid, notFound, refused } from './outcome.ts'
import { putVisitReport } from './reports.ts'

/** Opens a visit on an appointment whose patient has arrived. */
export function openEncounter({ store }: Hospital, asked: Encounter): Encounter {
  const appointment = store.find<Appointment>('Appointment', idOf(asked.appointment[0], 'Appointment')!)
  if (!appointment) throw notFound('Appointment')
  if (asked.status !== 'in-progress') throw invalid('Encounter.status', 'a new encounter is in-progress')
  if (asked.subject.reference !== appointment.participant[0]?.actor.reference) throw invalid('Encounter.subject', 'not the patient of the appointment')
  if (!store.findText('Practitioner', idOf(asked.participant[0]?.individual, 'Practitioner')!)) throw notFound('Practitioner')
  if (appointment.status !== 'arrived') throw refused(409, 'STATUS_MOVED', `The appointment is ${appointment.status}`)
  return store.put<Encounter>({ ...asked, id: `enc-${randomUUID()}` })
}

/** Closing the visit fulfils its appointment, and what was ordered in it is billed. */
export function closeEncounter(hospital: Hospital, current: Encounter, asked: Encounter): Encounter {
  const { store } = hospital
  if (current.status === 'finished') throw refused(409, 'STATUS_MOVED', 'The encounter is finished')
  if (asked.status !== 'finished' || !asked.period.end) throw invalid('Encounter.status', 'finished, with the end of its period')
  const appointment = store.find<Appointment>('Appointment', idOf(current.appointment[0], 'Appointment')!)
  if (appointment?.status === 'arrived') move(hospital, appointment, { ...appointment, status: 'fulfilled' })
  putVisitReport(hospital, current)
  billVisit(hospital, current)
  return store.put<Encounter>({ ...current, id: current.id!, status: 'finished', period: { ...current.period, end: asked.period.end } })
}
