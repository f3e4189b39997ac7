import type { Dispatcher } from 'undici'
import { ConnectorFailure, isConnectorFailure } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import { billing } from './billing.ts'
import { board } from './board.ts'
import { cards } from './card.ts'
import { createFhirClient, nextQuery, reading, type FhirClient } from './client.ts'
import { dispensing } from './dispensing.ts'
import { toOrganizations, toPractitioners, toSchedules, toSlot } from './directory.ts'
import { identifierOf, type Appointment, type Encounter, type Patient, type Slot } from './fhir.ts'
import type { ConfirmAppointmentInput, HisAppointment, HisPort } from './port.ts'
import { extensions, systems, type HisRefusal } from './profile.ts'
import { ofType, readEach, type HisRefused, type OnRefused } from './reading.ts'
import { reports } from './reports.ts'
import { statements } from './statement.ts'
import { lockOf, newEncounter, newPatient, toAppointment, toEncounter, toPatient } from './visits.ts'

export interface HisConfiguration {
  baseUrl?: string
  /** The bearer token under which the HIS knows this platform. */
  token: string
  /** The bearer token under which the HIS tells this platform that something moved. Without one no notice is taken, and the platform asks by the clock alone. */
  noticeToken?: string
}

export interface HisAdapterOptions {
  baseUrl: string
  keys: HisConfiguration
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
  /** Is told of each resource that was passed over because it cannot be read. */
  onRefused?: OnRefused
}

const slotsPerPage = 1000
const appointmentsPerPage = 500

export function createFhirHis({ baseUrl, keys, agent, limits, onRefused = () => {} }: HisAdapterOptions): HisPort & { disconnect(): Promise<void> } {
  const outbound = createOutbound('his', limits, agent)
  const client = createFhirClient(baseUrl.replace(/\/$/, ''), keys.token, outbound)
  return {
    ...directory(client, onRefused),
    ...patients(client),
    ...appointments(client, onRefused),
    ...visits(client),
    ...reports(client),
    ...billing(client, onRefused),
    ...cards(client),
    ...statements(client),
    ...dispensing(client, onRefused),
    ...board(client, onRefused, keys.noticeToken),
    disconnect: () => outbound.close(),
  }
}

const directory = (client: FhirClient, onRefused: OnRefused): Pick<HisPort, 'listOrganizations' | 'listPractitioners' | 'listSchedules' | 'findSlot'> => ({
  async listOrganizations() {
    const [organizations, locations] = await Promise.all([client.searchAll('Organization', '_count=200'), client.searchAll('Location', '_count=200')])
    return told(onRefused, toOrganizations([...organizations, ...locations]))
  },

  async listPractitioners(page = {}) {
    const query = page.cursor ?? `_count=${page.count ?? 100}&_revinclude=PractitionerRole:practitioner`
    const found = await client.search('Practitioner', query)
    const resources = (found.entry ?? []).flatMap(({ resource }) => resource ?? [])
    return { ...told(onRefused, toPractitioners(resources)), total: found.total ?? 0, nextCursor: nextQuery(found) }
  },

  async listSchedules({ from, to, departmentCode, since }) {
    const query = new URLSearchParams({ _include: 'Slot:schedule', _count: String(slotsPerPage) })
    query.append('start', `ge${from}T00:00:00+08:00`)
    query.append('start', `le${to}T23:59:59+08:00`)
    if (departmentCode) query.append('service-type', `${systems.subject}|${departmentCode}`)
    if (since) query.append('_lastUpdated', `ge${since.toISOString()}`)
    const resources = await client.searchAll('Slot', query.toString())
    return told(onRefused, toSchedules(resources))
  },

  async findSlot(slotId) {
    const slot = await client.read<Slot>('Slot', slotId)
    return slot && reading(() => toSlot(slot))
  },
})

/** Each once, however many pages it stood on. */
function told<T extends { refused: HisRefused[] }>(onRefused: OnRefused, list: T): T {
  const refused = [...new Map(list.refused.map((one) => [`${one.resource}/${one.id} ${one.element}`, one])).values()]
  refused.forEach(onRefused)
  return { ...list, refused }
}

const patients = (client: FhirClient): Pick<HisPort, 'findPatient' | 'createPatient'> => ({
  async findPatient({ idCard }) {
    const found = ofType<Patient>(await client.searchByForm('Patient', { identifier: `${systems.idCard}|${idCard}` }), 'Patient').filter(({ active }) => active !== false)
    if (found.length > 1) throw new ConnectorFailure({ kind: 'REFUSED', port: 'his', code: 'PATIENT_AMBIGUOUS', message: 'his: several records in force carry this id-card number' })
    return found[0] ? reading(() => toPatient(found[0]!)) : null
  },

  async createPatient(input) {
    const { resource, created } = await client.create<Patient>(newPatient(input), { identifier: `${systems.idCard}|${input.idCard}` })
    const patient = reading(() => toPatient(resource))
    if (patient.name !== input.name) throw conflict('PATIENT_NAME_MISMATCH', 'the id-card number is recorded under another name')
    return { ...patient, matched: !created }
  },
})

function appointments(client: FhirClient, onRefused: OnRefused): Pick<HisPort, 'lockSlot' | 'confirmAppointment' | 'releaseLock' | 'cancelAppointment' | 'findAppointment' | 'listAppointments' | 'checkIn'> {
  return {
    async lockSlot(input) {
      const byReference = { identifier: `${systems.clientReference}|${input.clientReference}` }
      const { resource } = await client.create<Appointment>(lockOf(input), byReference)
      const appointment = readAppointment(resource)
      if (appointment.slotId !== input.slotId || appointment.hisPatientId !== input.patientId) throw conflict('STATUS_MOVED', 'the reference belongs to another lock')
      if (appointment.status === 'CANCELLED') throw conflict('LOCK_EXPIRED', 'the lock of this reference has ended')
      return appointment
    },

    async confirmAppointment(input) {
      const { wire, appointment } = await currentAppointment(client, input.hisAppointmentId)
      if (isConfirmedBy(appointment, input)) return appointment
      if (appointment.status === 'CANCELLED') throw conflict(appointment.cancelReason === 'STOPPED' ? 'SLOT_STOPPED' : 'LOCK_EXPIRED', 'the lock has ended')
      if (appointment.status !== 'LOCKED') throw conflict('STATUS_MOVED', `the appointment is ${appointment.status}`)
      const paid = [
        { url: extensions.paidFen, valueInteger: input.paidFen },
        { url: extensions.paymentReference, valueString: input.paymentReference },
      ]
      const booked: Appointment = { ...wire, status: 'booked', extension: [...(wire.extension ?? []), ...paid] }
      return client.update<Appointment>(booked, input.version).then(readAppointment, async (error: unknown) => {
        // A repeated callback may have confirmed the same payment between our reading and our writing.
        const meanwhile = isConnectorFailure(error, 'CONFLICT') && (await currentAppointment(client, input.hisAppointmentId)).appointment
        if (meanwhile && isConfirmedBy(meanwhile, input)) return meanwhile
        throw error
      })
    },

    releaseLock: ({ hisAppointmentId }) =>
      move(client, hisAppointmentId, ['LOCKED'], ['CANCELLED'], (wire) => ({
        ...wire,
        status: 'cancelled',
        cancelationReason: { coding: [{ system: systems.cancelReason, code: 'LOCK_RELEASED' }] },
      })),

    cancelAppointment: ({ hisAppointmentId, reason }) =>
      move(client, hisAppointmentId, ['BOOKED', 'LOCKED'], ['CANCELLED'], (wire) => ({ ...wire, status: 'cancelled', cancelationReason: { text: reason } })),

    async findAppointment(clientReference) {
      const found = await client.searchByForm('Appointment', { identifier: `${systems.clientReference}|${clientReference}` })
      const [one] = ofType<Appointment>(found, 'Appointment')
      return one ? readAppointment(one) : null
    },

    async listAppointments({ from, to }) {
      const query = new URLSearchParams({ _count: String(appointmentsPerPage) })
      query.append('date', `ge${from}T00:00:00+08:00`)
      query.append('date', `le${to}T23:59:59+08:00`)
      // What was booked at the counter carries no reference of ours.
      const ours = (wire: Appointment) => (identifierOf(wire, systems.clientReference) === null ? undefined : toAppointment(wire))
      return readEach<Appointment, HisAppointment>(await client.searchAll('Appointment', query.toString()), 'Appointment', ours, onRefused)
    },

    checkIn: ({ hisAppointmentId }) => move(client, hisAppointmentId, ['BOOKED'], ['ARRIVED', 'FULFILLED'], (wire) => ({ ...wire, status: 'arrived' })),
  }
}

const visits = (client: FhirClient): Pick<HisPort, 'startEncounter' | 'finishEncounter'> => ({
  async startEncounter({ hisAppointmentId, hisPractitionerId, at }) {
    const { appointment } = await currentAppointment(client, hisAppointmentId)
    const encounter = newEncounter(appointment, hisPractitionerId, at ?? new Date())
    const { resource } = await client.create<Encounter>(encounter, { appointment: `Appointment/${hisAppointmentId}` })
    return reading(() => toEncounter(resource))
  },

  async finishEncounter({ hisEncounterId, at }) {
    const encounter = await client.read<Encounter>('Encounter', hisEncounterId)
    if (!encounter) throw unknownId('encounter')
    if (encounter.status === 'finished') return reading(() => toEncounter(encounter))
    const finished = { ...encounter, status: 'finished' as const, period: { ...encounter.period, end: (at ?? new Date()).toISOString() } }
    const updated = await client.update<Encounter>(finished, encounter.meta?.versionId ?? '')
    return reading(() => toEncounter(updated))
  },
})

const readAppointment = (wire: Appointment) => reading(() => toAppointment(wire))

async function currentAppointment(client: FhirClient, id: string) {
  const wire = await client.read<Appointment>('Appointment', id)
  if (!wire) throw unknownId('appointment')
  return { wire, appointment: readAppointment(wire) }
}

const isConfirmedBy = (appointment: HisAppointment, input: ConfirmAppointmentInput) =>
  appointment.paymentReference === input.paymentReference && appointment.paidFen === input.paidFen && ['BOOKED', 'ARRIVED', 'FULFILLED'].includes(appointment.status)

type Status = HisAppointment['status']

/** Reads, changes, and writes with If-Match; somebody else's change in between is read again, twice at most. */
async function move(client: FhirClient, id: string, from: Status[], alreadyAt: Status[], change: (wire: Appointment) => Appointment): Promise<HisAppointment> {
  for (let attempt = 1; ; attempt += 1) {
    const { wire, appointment } = await currentAppointment(client, id)
    if (alreadyAt.includes(appointment.status)) return appointment
    if (!from.includes(appointment.status)) throw conflict('STATUS_MOVED', `the appointment is ${appointment.status}`)
    try {
      return readAppointment(await client.update<Appointment>(change(wire), appointment.version))
    } catch (error) {
      if (attempt === 3 || !isConnectorFailure(error, 'CONFLICT') || error.code !== 'VERSION_STALE') throw error
    }
  }
}

const conflict = (code: HisRefusal, message: string) => new ConnectorFailure({ kind: 'CONFLICT', port: 'his', code, message: `his: ${message}` })
const unknownId = (what: string) => new ConnectorFailure({ kind: 'REFUSED', port: 'his', code: 'NOT_FOUND', message: `his: no such ${what}` })
