import { isConnectorFailure } from '@hospital/connectors/failure'
import { extensions } from '@hospital/connectors/his/profile'
import { deliver } from './events.ts'
import type { MadeOrder, Payer } from './payer.ts'
import type { World } from './world.ts'

const MINUTE = 60_000

/** What the clinic does beside finance for a registration: it holds a place in the HIS, books it once it is paid, and gives it up. */
export async function holdPlace(world: World, { person }: Payer, { fen, subjectId, payUntil }: Pick<MadeOrder, 'fen' | 'subjectId' | 'payUntil'>): Promise<void> {
  const slotId = `slot-${subjectId}`
  const [start, end] = [1, 2].map((days) => new Date(world.clock.now().getTime() + days * 24 * 60 * MINUTE).toISOString())
  const places = Object.entries({ capacity: 1, remaining: 1, feeFen: fen }).map(([name, valueInteger]) => ({ url: extensions[name as 'capacity'], valueInteger }))
  await world.outside.control('his/resources', [{ resourceType: 'Slot', id: slotId, serviceType: [], schedule: { reference: 'Schedule/none' }, status: 'free', start, end, extension: places }])
  await insist(() => world.outside.connectors.his.lockSlot({ slotId, patientId: person.hisPatientId, clientReference: subjectId, until: new Date(payUntil.getTime() + 10 * MINUTE) }))
}

/** Books the place in the HIS; where that has taken it back meanwhile, the registration is withdrawn. */
export async function bookPlace(world: World, one: MadeOrder): Promise<void> {
  const { his } = world.outside.connectors
  const booked = await insist(async () => {
    const found = await his.findAppointment(one.subjectId)
    const [row] = await world.sql<{ number: string }[]>`select number from finance."order" where id = ${one.id}`
    return found && await his.confirmAppointment({ hisAppointmentId: found.hisAppointmentId, version: found.version, paidFen: one.fen, paymentReference: row!.number })
  })
  if (booked) return deliver(world, 'subject.delivered', about(one))
  one.disturbed = true
  await withdrawPlace(world, one)
}

export async function withdrawPlace(world: World, one: MadeOrder): Promise<void> {
  const { his } = world.outside.connectors
  await insist(async () => {
    const found = await his.findAppointment(one.subjectId)
    return found && his.cancelAppointment({ hisAppointmentId: found.hisAppointmentId, reason: '测试' })
  })
  await deliver(world, 'subject.withdrawn', { ...about(one), reason: '测试' })
}

const about = ({ id: orderId, subjectType, subjectId }: MadeOrder) => ({ orderId, subjectType, subjectId })

/** More than the calls that any outage takes away. */
const TRIES = 12

/** The clinic asks until it knows. Undefined: the HIS says no. */
async function insist<T>(work: () => Promise<T>): Promise<T | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!isConnectorFailure(error) || tries === TRIES) throw error
      // Somebody else has moved it between reading and writing: it is read again.
      if (error.kind === 'REFUSED' || (error.kind === 'CONFLICT' && error.code !== 'VERSION_STALE')) return undefined
    }
  }
}
