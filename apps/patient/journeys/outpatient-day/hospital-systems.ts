import type { JourneyHospital } from '@hospital/launcher/vitest-system'

/** Somebody acts at a system of the hospital, through the sandbox's control interface. */
export async function control<T = unknown>({ sandbox }: JourneyHospital, path: string, body?: object): Promise<T> {
  const response = await fetch(`${sandbox}/_control/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`control ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

interface Registration {
  /** What the platform calls it. */
  clientReference: string
  patient: string
  clinic: string
  scheduleId: string
  /** Of the visit that has begun. */
  encounterId: string | null
}

/** The newest registration of a person in a clinic, as the HIS has it. */
export async function registrationInHis(at: JourneyHospital, person: string, clinic: string): Promise<Registration> {
  const found = (await control<Registration[]>(at, 'his/appointments')).find((one) => one.patient === person && one.clinic.includes(clinic))
  if (!found) throw new Error(`${person} is not registered in ${clinic}`)
  return found
}
