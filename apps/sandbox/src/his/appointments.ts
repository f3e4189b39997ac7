import { randomUUID } from 'node:crypto'
import type { Appointment, Extension, Patient, Schedule, Slot } from '@hospital/connectors/his/fhir'
import { codeOf, extensionOf, idOf, integerOf, stringOf } from '@hospital/connectors/his/fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { dayOf } from '../days.ts'
import { keepRegistration } from './money.ts'
import { putOnBoard } from './board.ts'
import { invalid, notFound, refused } from './outcome.ts'
import type { ResourceStore } from './resources.ts'
import { keepPlaces, placesOf } from './schedules.ts'

export interface Hospital {
  database: Database
  store: ResourceStore
  clock: Clock
}

/** However long a caller wants to hold a place, the HIS takes it back after half an hour. */
const longestLockMs = 30 * 60_000

const moves: Record<Appointment['status'], Appointment['status'][]> = {
  pending: ['booked', 'cancelled'],
  booked: ['arrived', 'cancelled', 'noshow'],
  arrived: ['fulfilled'],
  fulfilled: [],
  cancelled: [],
  noshow: [],
}

/** Locks one place. Refuses an unknown patient or slot, and a segment that has passed, is stopped, or is full. */
export function lock({ store, clock }: Hospital, asked: Appointment): Appointment {
  if (asked.status !== 'pending') throw invalid('Appointment.status', 'a new appointment is pending')
  const slotId = idOf(asked.slot[0], 'Slot')!
  const patient = store.find<Patient>('Patient', idOf(asked.participant[0]?.actor, 'Patient')!)
  if (!patient) throw refused(422, 'PATIENT_UNKNOWN', 'The patient has no record here')
  const slot = store.find<Slot>('Slot', slotId)
  if (!slot) throw notFound('Slot')
  const places = placesOf(slot)
  if (Date.parse(slot.end) <= clock.now()) throw refused(409, 'SLOT_PASSED', 'The segment has passed')
  if (places.stopped) throw refused(409, 'SLOT_STOPPED', 'The clinic is stopped')
  if (places.remaining === 0) throw refused(409, 'SLOT_FULL', 'No place remains')
  const wanted = Date.parse(extensionOf(asked, extensions.lockUntil)!.valueInstant!)
  if (wanted <= clock.now()) throw invalid('Appointment.extension', 'lock-until has passed')
  const until = Math.min(wanted, clock.now() + longestLockMs)
  const locked = store.put<Appointment>({
    resourceType: 'Appointment',
    id: `apt-${randomUUID()}`,
    identifier: asked.identifier,
    status: 'pending',
    slot: asked.slot,
    start: slot.start,
    end: slot.end,
    participant: asked.participant,
    extension: [
      { url: extensions.lockUntil, valueInstant: new Date(until).toISOString() },
      { url: extensions.feeFen, valueInteger: places.feeFen },
    ],
  })
  keepPlaces(store, slotId, { taken: 1 })
  return locked
}

/** Moves an appointment. Its slot, patient, reference and fee never change; what the caller may add depends on the step. */
export function move(hospital: Hospital, current: Appointment, asked: Appointment): Appointment {
  const { store } = hospital
  for (const fixed of ['slot', 'participant', 'identifier'] as const) {
    if (JSON.stringify(asked[fixed]) !== JSON.stringify(current[fixed])) throw invalid(`Appointment.${fixed}`, 'cannot be changed')
  }
  if (!moves[current.status].includes(asked.status)) {
    const expired = current.status === 'cancelled' && reasonOf(current) === 'LOCK_EXPIRED'
    throw refused(409, expired ? 'LOCK_EXPIRED' : 'STATUS_MOVED', `The appointment is ${current.status}`)
  }
  const moved = store.put<Appointment>({ ...current, id: current.id!, ...steps[asked.status]!(hospital, current, asked), status: asked.status })
  const slotId = idOf(current.slot[0], 'Slot')!
  if (asked.status === 'cancelled') {
    keepPlaces(store, slotId, { taken: -1 })
    keepRegistration(hospital, moved, 'REFUNDED')
  }
  if (asked.status === 'booked') {
    keepPlaces(store, slotId, {})
    keepRegistration(hospital, moved, 'PAID')
  }
  if (asked.status === 'arrived') putOnBoard(hospital, moved)
  return moved
}

type Step = (hospital: Hospital, current: Appointment, asked: Appointment) => Partial<Appointment>

const steps: Partial<Record<Appointment['status'], Step>> = {
  booked(_hospital, current, asked) {
    const paid = integerOf(asked, extensions.paidFen)
    const reference = stringOf(asked, extensions.paymentReference)
    if (!reference) throw invalid('Appointment.extension', 'payment-reference is required to book')
    if (paid !== integerOf(current, extensions.feeFen)) throw refused(422, 'AMOUNT_MISMATCH', 'What was paid is not the fee')
    return added(current, { url: extensions.paidFen, valueInteger: paid! }, { url: extensions.paymentReference, valueString: reference })
  },
  arrived(hospital, current) {
    return added(current, { url: extensions.queueNumber, valueInteger: nextQueueNumber(hospital, current) })
  },
  cancelled: (_hospital, _current, asked) => ({ cancelationReason: asked.cancelationReason ?? { text: '未说明' } }),
  fulfilled: () => ({}),
  noshow: () => ({}),
}

const added = (current: Appointment, ...extension: Extension[]) => ({ extension: [...(current.extension ?? []), ...extension] })

const reasonOf = (appointment: Appointment) => codeOf(appointment.cancelationReason ? [appointment.cancelationReason] : [], systems.cancelReason)

/** Tickets count per clinic and day, from 1. */
function nextQueueNumber({ database, store, clock }: Hospital, appointment: Appointment): number {
  const slot = store.find<Slot>('Slot', idOf(appointment.slot[0], 'Slot')!)
  const key = `his.queue.${idOf(slot?.schedule, 'Schedule')}.${dayOf(clock.now())}`
  const number = Number(database.setting(key) ?? 0) + 1
  database.keepSetting(key, String(number))
  return number
}

const ended = (code: string) => ({ cancelationReason: { coding: [{ system: systems.cancelReason, code }] } })

/** Returns the places of locks whose time is over, on the HIS's own clock. */
export function releaseExpiredLocks({ database, store, clock }: Hospital) {
  const now = new Date(clock.now()).toISOString()
  const expired = database.all<{ id: string }>('SELECT r.id FROM param p JOIN resource r USING (key) WHERE p.name = ? AND p.value <= ?', 'Appointment._lock', now)
  if (expired.length === 0) return
  database.transaction(() => {
    for (const { id } of expired) {
      const appointment = store.find<Appointment>('Appointment', id)!
      store.put<Appointment>({ ...appointment, id, status: 'cancelled', ...ended('LOCK_EXPIRED') })
      keepPlaces(store, idOf(appointment.slot[0], 'Slot')!, { taken: -1 })
    }
  })
}

/** 停诊: the clinic's segments close, and who had a place there is cancelled. Answers how many. */
export function stopSchedule(hospital: Hospital, scheduleId: string, reason: string): number {
  const { database, store } = hospital
  const schedule = store.find<Schedule>('Schedule', scheduleId)
  if (!schedule) throw notFound('Schedule')
  return database.transaction(() => {
    const kept = (schedule.extension ?? []).filter(({ url }) => url !== extensions.stopReason)
    store.put<Schedule>({ ...schedule, id: scheduleId, active: false, extension: [...kept, { url: extensions.stopReason, valueString: reason }] })
    let cancelled = 0
    for (const slot of store.findBy<Slot>('Slot', 'schedule', `Schedule/${scheduleId}`)) {
      for (const appointment of store.findBy<Appointment>('Appointment', 'slot', `Slot/${slot.id}`)) {
        if (appointment.status !== 'pending' && appointment.status !== 'booked') continue
        store.put<Appointment>({ ...appointment, id: appointment.id!, status: 'cancelled', ...ended('STOPPED') })
        keepRegistration(hospital, appointment, 'REFUNDED')
        cancelled += 1
      }
      keepPlaces(store, slot.id!, { stopped: true })
    }
    return cancelled
  })
}
