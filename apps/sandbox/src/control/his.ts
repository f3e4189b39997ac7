import type { FastifyInstance } from 'fastify'
import type { Appointment, Encounter, Patient, Practitioner, Resource, Schedule, Slot } from '@hospital/connectors/his/fhir'
import { extensionOf, identifierOf, idOf, integerOf, stringOf } from '@hospital/connectors/his/fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import type { World } from '../app.ts'
import { dayOf } from '../days.ts'
import type { DiagnosticReport } from '@hospital/connectors/his/report-fhir'
import { panels, type ExamName, type PanelName } from '../his/laboratory.ts'
import { describeReport, putExam, putResults, type Values } from '../his/reports.ts'
import { releaseExpiredLocks, stopSchedule, type Hospital } from '../his/appointments.ts'
import { addSegment, keepPlaces, moveClinic, placesOf } from '../his/schedules.ts'
import { ControlError, jsonOf } from './routes.ts'

interface ById {
  Params: { id: string }
}

/** The counter at the hospital: stops clinics, sells places past us, sees who is booked. */
export async function hisControl(app: FastifyInstance, { world: { hospital, rota, clock } }: { world: World }) {
  const { database, store } = hospital

  app.addHook('onRequest', async () => {
    rota.extend()
    releaseExpiredLocks(hospital)
  })

  app.get('/_control/his/appointments', () =>
    database
      .all<{ json: string }>(`SELECT json FROM resource WHERE type = 'Appointment' ORDER BY updated_at DESC LIMIT 200`)
      .map(({ json }) => describeAppointment(hospital, JSON.parse(json) as Appointment)),
  )

  app.get<{ Querystring: { day?: string; name?: string } }>('/_control/his/schedules', (request) => {
    const { day = dayOf(clock.now()), name = '' } = request.query
    return store
      .findBy<Schedule>('Schedule', '_day', day)
      .map((schedule) => describeSchedule(hospital, schedule))
      .filter(({ clinic, practitioner }) => clinic.includes(name) || practitioner.includes(name))
      .slice(0, 100)
  })

  app.get<ById>('/_control/his/schedules/:id/slots', (request) =>
    store.findBy<Slot>('Slot', 'schedule', `Schedule/${request.params.id}`).map((slot) => ({ id: slot.id, start: slot.start, status: slot.status, ...placesOf(slot) })),
  )

  app.post<ById>('/_control/his/schedules/:id/stop', (request) => ({
    cancelled: stopSchedule(hospital, request.params.id, jsonOf<{ reason?: string }>(request).reason ?? '医师临时停诊'),
  }))

  app.post<ById>('/_control/his/schedules/:id/extra', (request) => {
    const { places = 2 } = jsonOf<{ places?: number }>(request)
    const slotId = database.transaction(() => addSegment(hospital, request.params.id, places))
    if (!slotId) throw new ControlError('a known schedule is required')
    return { slotId }
  })

  app.post<ById>('/_control/his/schedules/:id/move', (request) => {
    const { minutes = 30, room } = jsonOf<{ minutes?: number; room?: string }>(request)
    if (!database.transaction(() => moveClinic(hospital, request.params.id, { minutes, room }))) throw new ControlError('a known schedule is required')
    return { minutes }
  })

  app.get('/_control/his/reports', () =>
    database.all<{ json: string }>(`SELECT json FROM resource WHERE type = 'DiagnosticReport' ORDER BY updated_at DESC LIMIT 100`).map(({ json }) => describeReport(JSON.parse(json) as DiagnosticReport)),
  )

  app.post<ById>('/_control/his/patients/:id/reports', (request) => {
    const { panel, exam, values, id } = jsonOf<{ panel?: PanelName; exam?: ExamName; values?: Values; id?: string }>(request)
    const patientId = request.params.id
    if (!store.findText('Patient', patientId)) throw new ControlError('a known patient is required')
    const name = panel && panel in panels ? panel : 'chemistry'
    return { id: database.transaction(() => (exam ? putExam(hospital, patientId, exam, clock.now()) : putResults(hospital, { patientId, panel: name, at: clock.now(), values }, id))) }
  })

  /** What another system may have written: kept as it is. */
  app.post('/_control/his/resources', (request) => {
    const resources = jsonOf<(Resource & { id: string })[]>(request)
    database.transaction(() => resources.forEach((resource) => store.put(resource)))
    return { kept: resources.length }
  })

  app.post<ById>('/_control/his/slots/:id/remaining', (request) => {
    const { remaining } = jsonOf<{ remaining?: number }>(request)
    const { id } = request.params
    if (!store.findText('Slot', id) || !Number.isSafeInteger(remaining) || remaining! < 0) throw new ControlError('a known slot and a whole number are required')
    database.transaction(() => keepPlaces(store, id, { remaining: remaining! }))
    return placesOf(store.find<Slot>('Slot', id)!)
  })
}

function describeAppointment({ store }: Hospital, appointment: Appointment) {
  const patient = store.find<Patient>('Patient', idOf(appointment.participant[0]?.actor, 'Patient') ?? '')
  const slot = store.find<Slot>('Slot', idOf(appointment.slot[0], 'Slot') ?? '')
  const schedule = store.find<Schedule>('Schedule', idOf(slot?.schedule, 'Schedule') ?? '')
  return {
    id: appointment.id,
    clientReference: identifierOf(appointment, systems.clientReference),
    status: appointment.status,
    reason: appointment.cancelationReason?.text ?? appointment.cancelationReason?.coding?.[0]?.code ?? null,
    patient: patient?.name[0]?.text ?? '',
    clinic: schedule ? stringOf(schedule, extensions.clinicName) : '',
    slotId: slot?.id,
    scheduleId: schedule?.id,
    encounterId: store.findBy<Encounter>('Encounter', 'appointment', `Appointment/${appointment.id}`)[0]?.id ?? null,
    start: appointment.start,
    lockUntil: extensionOf(appointment, extensions.lockUntil)?.valueInstant ?? null,
    paidFen: integerOf(appointment, extensions.paidFen),
    queueNumber: integerOf(appointment, extensions.queueNumber),
  }
}

function describeSchedule({ store }: Hospital, schedule: Schedule) {
  const practitionerId = schedule.actor.map((actor) => idOf(actor, 'Practitioner')).find((id) => id !== null)
  return {
    id: schedule.id!,
    clinic: stringOf(schedule, extensions.clinicName) ?? '',
    practitioner: practitionerId ? (store.find<Practitioner>('Practitioner', practitionerId)?.name[0]?.text ?? '') : '',
    session: stringOf(schedule, extensions.session),
    stopped: !schedule.active,
    stopReason: stringOf(schedule, extensions.stopReason),
  }
}
