import { and, desc, eq, inArray } from 'drizzle-orm'
import { hospitalDay } from '@hospital/database/clock'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { ReactionOfSeveral } from '@hospital/subgraph/reaction'
import type { ClinicalContext } from '../context.ts'
import type { OrderReactions } from '../order-reactions.ts'
import { appointment } from '../tables/registration.ts'
import { traceEntry } from '../tables/trace.ts'
import { keepEntries, withinSecond } from './trace.ts'
import type { TraceKind } from './trace.kinds.ts'

/** Of what is paid, bills belong to a visit; registrations have steps of their own. */
const isBill = (subjectType: string): boolean => subjectType === 'OutpatientBill'

/** The reactions to an order's events, and the points that these make on the axis. */
export function traced(reactions: OrderReactions): OrderReactions {
  return {
    'order.closed': reactions['order.closed'],
    async 'order.paid'(tx, data) {
      await reactions['order.paid'](tx, data)
      if (isBill(data.subjectType) && data.patientId) await keepBill(tx, 'BILL_PAID', { ...data, patientId: data.patientId, at: withinSecond(data.paidAt, tx.now()) })
    },
    async 'order.refunded'(tx, data) {
      await reactions['order.refunded'](tx, data)
      await keepRefund(tx, data)
    },
  }
}

/** Bills of visits fell due. Most of what falls due is no bill, so many come together. */
export const receiveDue: ReactionOfSeveral<ClinicalContext, 'order.due'> = {
  async together(tx, all) {
    for (const { orderId, patientId, subjectType, subjectId, amountFen } of all) {
      if (isBill(subjectType)) await keepBill(tx, 'BILL_DUE', { orderId, patientId, subjectType, subjectId, amountFen, at: tx.now() })
    }
  },
}

interface Bill {
  orderId: string
  patientId: string
  subjectType: string
  subjectId: string
  amountFen: number
  at: Date
}

async function keepBill(tx: ClinicalContext, kind: TraceKind, { orderId, patientId, subjectType, subjectId, amountFen, at }: Bill): Promise<void> {
  const [due] = await tx.db.select({ appointmentId: traceEntry.appointmentId }).from(traceEntry).where(and(eq(traceEntry.orderId, orderId), eq(traceEntry.kind, 'BILL_DUE')))
  const appointmentId = due ? due.appointmentId : await visitOn(tx, patientId, hospitalDay(at))
  await keepEntries(tx, [{ key: `${kind} ${orderId}`, patientId, appointmentId, kind, at, subjectType, subjectId, orderId, amountFen }])
}

/** The visit of this day that the bill came from: the latest that the person arrived for. */
async function visitOn(tx: ClinicalContext, patientId: string, day: string): Promise<string | null> {
  const [visit] = await tx.db.select({ id: appointment.id }).from(appointment)
    .where(and(eq(appointment.patientId, patientId), eq(appointment.day, day), inArray(appointment.status, ['ARRIVED', 'FULFILLED']))).orderBy(desc(appointment.startsAt)).limit(1)
  return visit?.id ?? null
}

async function keepRefund(tx: ClinicalContext, { orderId, subjectType, subjectId, refundFen, at }: EventPayloads['order.refunded']): Promise<void> {
  const place = subjectType === 'Appointment' ? await placeOfAppointment(tx, subjectId) : await placeOfOrder(tx, orderId)
  if (!place) return
  await keepEntries(tx, [{ key: `REFUNDED ${orderId} ${at}`, ...place, kind: 'REFUNDED', at: withinSecond(at, tx.now()), subjectType, subjectId, orderId, amountFen: refundFen }])
}

async function placeOfAppointment(tx: ClinicalContext, id: string) {
  const [row] = await tx.db.select({ patientId: appointment.patientId, appointmentId: appointment.id }).from(appointment).where(eq(appointment.id, id))
  return row
}

async function placeOfOrder(tx: ClinicalContext, orderId: string) {
  const [row] = await tx.db.select({ patientId: traceEntry.patientId, appointmentId: traceEntry.appointmentId }).from(traceEntry).where(eq(traceEntry.orderId, orderId)).limit(1)
  return row
}
