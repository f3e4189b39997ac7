import type { Appointment, Schedule, Slot } from '@hospital/connectors/his/fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import { integerOf } from '@hospital/connectors/his/fhir'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { addDays, dayOf, instantAt } from '../days.ts'
import { departmentId, institutionId } from './departments.ts'
import { makeDirectory } from './directory.ts'
import type { ResourceStore } from './resources.ts'
import { clinicsOn, isStopped, segmentsOf, soldAtCounter, type Clinic } from './rota.ts'
import { makeStaff } from './staff.ts'

const usualDays = 14

export interface Rota {
  /** Makes the directory once, and every day of the rolling fourteen that is not there yet. */
  extend(): void
}

export function createRota(database: Database, store: ResourceStore, clock: Clock, rollingDays = usualDays): Rota {
  const staff = makeStaff()
  return {
    extend() {
      const today = dayOf(clock.now())
      const last = addDays(today, rollingDays - 1)
      if (database.setting('his.lastDay') === last) return
      database.transaction(() => {
        if (!database.setting('his.directory')) {
          for (const resource of makeDirectory(staff)) store.put(resource)
          database.keepSetting('his.directory', 'made')
        }
        for (let day = today; day <= last; day = addDays(day, 1)) {
          const known = database.get('SELECT 1 FROM param WHERE name = ? AND value = ? LIMIT 1', 'Schedule._day', day)
          if (!known) for (const clinic of clinicsOn(day, staff)) putClinic(store, clinic, day !== today && isStopped(clinic))
        }
        database.keepSetting('his.lastDay', last)
      })
    },
  }
}

function putClinic(store: ResourceStore, clinic: Clinic, stopped: boolean) {
  const segments = segmentsOf(clinic.session)
  const startOf = (segment: string) => instantAt(clinic.day, segment)
  const first = startOf(segments[0]!)
  const end = startOf(segments.at(-1)!) + 15 * 60_000
  const subject = [{ coding: [{ system: systems.subject, code: clinic.department.code, display: clinic.department.subject }] }]
  const schedule: Schedule & { id: string } = {
    resourceType: 'Schedule',
    id: clinic.id,
    active: !stopped,
    serviceCategory: [{ coding: [{ system: systems.scheduleKind, code: clinic.kind }] }],
    serviceType: subject,
    actor: [
      { reference: `Organization/${departmentId(clinic.site, clinic.department.code)}` },
      { reference: `Organization/${institutionId(clinic.site)}` },
      ...(clinic.practitionerId ? [{ reference: `Practitioner/${clinic.practitionerId}` }] : []),
    ],
    planningHorizon: { start: new Date(first).toISOString(), end: new Date(end).toISOString() },
    extension: [
      { url: extensions.day, valueDate: clinic.day },
      { url: extensions.session, valueString: clinic.session },
      { url: extensions.clinicName, valueString: clinic.name },
      { url: extensions.room, valueString: clinic.room },
      { url: extensions.feeFen, valueInteger: clinic.feeFen },
      ...(stopped ? [{ url: extensions.stopReason, valueString: '医师外出会诊' }] : []),
    ],
  }
  store.put(schedule)
  const sold = soldAtCounter(clinic, segments.length)
  for (const [at, segment] of segments.entries()) {
    const start = startOf(segment)
    const slot: Slot & { id: string } = {
      resourceType: 'Slot',
      id: `${clinic.id}-${segment.replace(':', '')}`,
      serviceType: subject,
      schedule: { reference: `Schedule/${clinic.id}` },
      status: 'free',
      start: new Date(start).toISOString(),
      end: new Date(start + 15 * 60_000).toISOString(),
    }
    store.put(withPlaces(slot, { capacity: clinic.capacity, remaining: clinic.capacity - sold[at]!, feeFen: clinic.feeFen, stopped, held: false }))
  }
}

export interface Places {
  capacity: number
  remaining: number
  feeFen: number
  stopped: boolean
  /** Somebody holds a lock on it. */
  held: boolean
}

export const placesOf = (slot: Slot) => ({
  capacity: integerOf(slot, extensions.capacity) ?? 0,
  remaining: integerOf(slot, extensions.remaining) ?? 0,
  feeFen: integerOf(slot, extensions.feeFen) ?? 0,
  stopped: slot.status === 'busy-unavailable',
})

/** A segment is free while a place remains, tentative while its last ones are only locked, unavailable when stopped. */
export function withPlaces<S extends Slot>(slot: S, { capacity, remaining, feeFen, stopped, held }: Places): S {
  const status = stopped ? 'busy-unavailable' : remaining > 0 ? 'free' : held ? 'busy-tentative' : 'busy'
  return {
    ...slot,
    status,
    extension: [
      ...(slot.extension ?? []).filter(({ url }) => url === extensions.extra),
      { url: extensions.capacity, valueInteger: capacity },
      { url: extensions.remaining, valueInteger: remaining },
      { url: extensions.feeFen, valueInteger: feeFen },
    ],
  }
}

/** 加号: one more segment after the last of a clinic; answers its id. */
export function addSegment({ store }: { store: ResourceStore }, scheduleId: string, places: number): string | null {
  const last = store.findBy<Slot>('Slot', 'schedule', `Schedule/${scheduleId}`).sort((one, other) => one.start.localeCompare(other.start)).at(-1)
  if (!last) return null
  const start = Date.parse(last.end)
  const id = `${scheduleId}-${new Date(start + 8 * 3_600_000).toISOString().slice(11, 16).replace(':', '')}`
  const segment = withPlaces({ ...last, id, start: new Date(start).toISOString(), end: new Date(start + 15 * 60_000).toISOString() }, { ...placesOf(last), capacity: places, remaining: places, stopped: false, held: false })
  const unmarked = (segment.extension ?? []).filter(({ url }) => url !== extensions.extra)
  store.put({ ...segment, extension: [...unmarked, { url: extensions.extra, valueInteger: 1 }] })
  return id
}

/** The clinic begins later, or earlier, and maybe elsewhere; who is booked stays booked. */
export function moveClinic({ store }: { store: ResourceStore }, scheduleId: string, { minutes, room }: { minutes: number; room?: string }): boolean {
  const schedule = store.find<Schedule>('Schedule', scheduleId)
  if (!schedule) return false
  const later = (instant: string) => new Date(Date.parse(instant) + minutes * 60_000).toISOString()
  const kept = (schedule.extension ?? []).filter(({ url }) => url !== extensions.room || !room)
  store.put<Schedule>({ ...schedule, id: scheduleId, extension: [...kept, ...(room ? [{ url: extensions.room, valueString: room }] : [])] })
  for (const slot of store.findBy<Slot>('Slot', 'schedule', `Schedule/${scheduleId}`)) store.put<Slot>({ ...slot, id: slot.id!, start: later(slot.start), end: later(slot.end) })
  return true
}

/** Writes a slot's places anew after an appointment on it has moved. */
export function keepPlaces(store: ResourceStore, slotId: string, change: Partial<Pick<Places, 'remaining' | 'stopped'>> & { taken?: number }) {
  const slot = store.find<Slot>('Slot', slotId)
  if (!slot) return
  const places = placesOf(slot)
  const held = store.findBy<Appointment>('Appointment', 'slot', `Slot/${slotId}`).some(({ status }) => status === 'pending')
  const remaining = Math.max(0, Math.min(places.capacity, (change.remaining ?? places.remaining) - (change.taken ?? 0)))
  store.put(withPlaces({ ...slot, id: slotId }, { ...places, remaining, stopped: change.stopped ?? places.stopped, held }))
}
