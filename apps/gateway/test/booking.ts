import { addDays, hospitalDay } from '@hospital/database/clock'
import type { TestClient } from './client.ts'
import type { TestHospital } from './hospital.ts'
import { until } from './until.ts'

/** The first segment of a clinic that has places left. */
export interface FreeSlot {
  id: string
  institutionId: string
}

export interface Wanted {
  /** Fewer throw. */
  atLeast: number
  /** How many days from now. */
  daysAhead?: number
  /** Costs more than this. */
  aboveFen?: number
  /** `main`: not in a branch. `each`: in every institution, but one of a department only. */
  where: 'main' | 'each'
}

interface Clinic {
  stopped: boolean
  feeFen: number
  slots: { id: string; remaining: number }[]
}

/** Segments of different clinics that a patient can hold for money. */
export async function freeSlots({ anonymous, clock }: TestHospital, { atLeast, daysAhead = 1, aboveFen = 0, where }: Wanted): Promise<FreeSlot[]> {
  const day = addDays(hospitalDay(clock.now()), daysAhead)
  const { departments } = await anonymous.query('{ departments(filter: { enabled: true }, first: 100) { nodes { id institution { id parent { id } } } } }')
  const found: FreeSlot[] = []
  for (const { id, institution } of departments.nodes) {
    if (where === 'main' && institution.parent) continue
    const { schedules } = await anonymous.query<{ schedules: Clinic[] }>('query ($id: ID!, $day: Date!) { schedules(departmentId: $id, day: $day) { stopped feeFen slots { id remaining } } }', { id, day })
    const open = schedules.flatMap(({ stopped, feeFen, slots: [first] }) => (!stopped && feeFen > aboveFen && first && first.remaining > 0 ? [{ id: first.id, institutionId: institution.id as string }] : []))
    found.push(...(where === 'each' ? open.slice(0, 1) : open))
    if (found.length >= atLeast) return found
  }
  throw new Error(`${found.length} of ${atLeast} free segments on ${day}`)
}

export interface Held {
  id: string
  orderId: string
  amountFen: number
}

export const HOLD = 'mutation ($slotId: ID!, $patientId: ID!) { holdAppointment(input: { slotId: $slotId, patientId: $patientId }) { id } }'

/** Holds a segment and waits for what is to be paid for it. */
export async function holdSlot(client: TestClient, slotId: string, patientId: string): Promise<Held> {
  const { holdAppointment: { id } } = await client.mutate(HOLD, { slotId, patientId })
  const order = await until(async () => (await client.query('query ($id: ID!) { appointment(id: $id) { order { id amountFen } } }', { id })).appointment.order, 30_000)
  return { id, orderId: order.id, amountFen: order.amountFen }
}

/** Tomorrow's segments of a department, the latest first, another one each time; never a last place, which a hold before the news of a setting would take. */
export function slotsOf({ anonymous, clock }: TestHospital, departmentId: string): () => Promise<string> {
  let taken = 0
  const day = addDays(hospitalDay(clock.now()), 1)
  return async () => {
    const { schedules } = await anonymous.query<{ schedules: Clinic[] }>('query ($id: ID!, $day: Date!) { schedules(departmentId: $id, day: $day) { slots { id remaining } } }', { id: departmentId, day })
    return schedules.flatMap(({ slots }) => slots).filter(({ remaining }) => remaining > 1).at(-1 - taken++)!.id
  }
}
