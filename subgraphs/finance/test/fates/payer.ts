import { AsyncLocalStorage } from 'node:async_hooks'
import { breakableWire, type WireFault } from '@hospital/connectors/breakable-wire'
import { patientViewer } from '@hospital/subgraph/testing'
import type { OrderKind } from '../../src/orders/order.status.ts'
import type { Fate, System } from './fate.ts'
import type { Person } from './people.ts'

/** A thing to pay for, as it came to be. */
export interface MadeOrder {
  id: string
  kind: OrderKind
  fen: number
  subjectType: string
  subjectId: string
  payUntil: Date
  /** The HIS's own number of a bill. */
  hisBillId?: string
  /** Something was done to it that may end its being paid. */
  disturbed?: boolean
}

export interface Started {
  id: string
  number: string
  method: string
  orders: string[]
  /** All that its orders cost. */
  whole: boolean
}

/** Who has one fate, and what has become of them so far. */
export interface Payer {
  fate: Fate
  person: Person
  viewer: ReturnType<typeof patientViewer>
  orders: MadeOrder[]
  payments: Started[]
  /** What the channel took for a payment when it was asked to take as much, and when. */
  accepted: { started: Started; at: Date }[]
  /** Numbers that a channel booked another amount for: a person looks into these. */
  wrong: Set<string>
  outages: { system: System; fault: WireFault; times: number }[]
  troubled: boolean
  asleep: boolean
  /** What should never be seen. */
  complaints: string[]
}

export function newPayer(fate: Fate, person: Person, patientId: string): Payer {
  return { fate, person, viewer: patientViewer([patientId]), orders: [], payments: [], accepted: [], wrong: new Set(), outages: [], troubled: false, asleep: false, complaints: [] }
}

/** For whom something is being done: what breaks for one payer breaks for nobody else. */
const acting = new AsyncLocalStorage<Payer>()
export const actFor = <T>(payer: Payer, work: () => Promise<T>): Promise<T> => acting.run(payer, work)

const byNumber = new Map<string, Payer>()
export const ownNumber = (payer: Payer, number: string): void => void byNumber.set(number, payer)

/**
 * The hospital's way out. A channel's notice comes out of the blue: whom its question is about is told by the number asked for. Only of what
 * changes something is it worth while to lose the answer.
 */
export const wire = breakableWire(({ method, path, body }) => {
  const payer = acting.getStore() ?? byNumber.get(/ZF\d{15}/.exec(path + body)?.[0] ?? '')
  const outage = payer?.outages.find(({ system, fault, times }) => times > 0 && path.startsWith(`/${system}/`) && (fault === 'REFUSED' || method !== 'GET'))
  if (!outage) return undefined
  outage.times -= 1
  return outage.fault
})
