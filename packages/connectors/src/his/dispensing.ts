import type { FhirClient } from './client.ts'
import type { CodeableConcept, Reference, Resource } from './fhir.ts'
import { demandId, idBehind, idOfResource, instantOf, known, ofType, readOne, isRefused, updatedAtOf, type HisRefused, type OnRefused } from './reading.ts'

/** Medicines that the hospital's pharmacy hands out to outpatients (门诊发药). What they are is not asked: only that they were taken. */
export interface HisDispensing {
  /** Handed out, or taken back since, of everybody; changed at or after `since` on the HIS's clock. One that cannot be read is named, the others go on. */
  listDispenses(query: { since?: Date }): Promise<{ dispenses: HisDispense[]; refused: HisRefused[] }>
}

export interface HisDispense {
  id: string
  hisPatientId: string
  /** The visit that it was prescribed in, where the HIS says so. */
  hisEncounterId: string | null
  /** VOID: it was written down in error, or brought back. */
  status: 'HANDED_OUT' | 'VOID'
  handedOutAt: Date
  updatedAt: Date
}

export interface MedicationDispense extends Resource {
  resourceType: 'MedicationDispense'
  status?: string
  category?: CodeableConcept
  subject?: Reference
  context?: Reference
  medicationCodeableConcept?: CodeableConcept
  quantity?: { value?: number; unit?: string }
  whenPrepared?: string
  whenHandedOver?: string
  authorizingPrescription?: Reference[]
}

const dispensesPerPage = 200

export const dispensing = (client: FhirClient, onRefused: OnRefused): HisDispensing => ({
  async listDispenses({ since }) {
    const query = new URLSearchParams({ _count: String(dispensesPerPage) })
    if (since) query.set('_lastUpdated', `ge${since.toISOString()}`)
    const found = readDispenses(await client.searchAll('MedicationDispense', query.toString()))
    found.refused.forEach(onRefused)
    return found
  },
})

export function readDispenses(resources: readonly Resource[]): { dispenses: HisDispense[]; refused: HisRefused[] } {
  const read = ofType<MedicationDispense>(resources, 'MedicationDispense').map((one) => readOne(one, toDispense))
  return { dispenses: read.filter((one): one is HisDispense => one !== null && !isRefused(one)), refused: read.filter(isRefused) }
}

/** Not yet at the counter's other side is no news. */
const statuses: Record<string, HisDispense['status'] | 'NOT_YET'> = {
  preparation: 'NOT_YET', 'in-progress': 'NOT_YET', 'on-hold': 'NOT_YET', completed: 'HANDED_OUT', cancelled: 'VOID', 'entered-in-error': 'VOID', stopped: 'VOID', declined: 'VOID',
}

function toDispense(dispense: MedicationDispense): HisDispense | null {
  const status = known(statuses, dispense.status, 'MedicationDispense.status')
  if (status === 'NOT_YET' || isInpatient(dispense)) return null
  // Given up before anybody had it: there is nothing to take back.
  if (status === 'VOID' && dispense.whenHandedOver === undefined) return null
  return {
    id: idOfResource(dispense), status,
    hisPatientId: demandId(dispense.subject, 'Patient', 'MedicationDispense.subject'),
    hisEncounterId: idBehind(dispense.context, 'Encounter'),
    handedOutAt: instantOf(dispense.whenHandedOver, 'MedicationDispense.whenHandedOver'),
    updatedAt: updatedAtOf(dispense),
  }
}

const isInpatient = ({ category }: MedicationDispense): boolean => category?.coding?.some(({ code }) => code === 'inpatient') ?? false
