import type { Context } from '@hospital/subgraph/context'
import { emit } from '@hospital/subgraph/transaction'
import { endCare } from './care.ts'
import type { ConsultationRow } from './consultation.types.ts'
import { returnDailyPlace } from './daily-places.ts'

const subjectOf = ({ id, orderId }: ConsultationRow) => ({ orderId, subjectType: 'Consultation', subjectId: id })

/** The order is closed, or refunded to the fen where it was paid. `reason` reaches the payer. */
export const withdrawOrder = (tx: Context, row: ConsultationRow, reason: string) => emit(tx, 'subject.withdrawn', { ...subjectOf(row), reason })

/** Nobody paid: the order is closed, the day's place is free again. */
export async function endUnpaid(tx: Context, row: ConsultationRow, reason: string): Promise<void> {
  await returnDailyPlace(tx, row)
  await withdrawOrder(tx, row, reason)
  await endCare(tx, row)
}

/** Nothing was delivered: the money goes back and the room, which opened with the payment, is shut. */
export async function endRefunded(tx: Context, row: ConsultationRow, reason: string): Promise<void> {
  await withdrawOrder(tx, row, reason)
  await closeRoom(tx, row, `${reason}，咨询已结束。${row.priceFen ? '费用将原路退回。' : ''}`)
}

/** Delivered: the order may be settled. */
export async function endDelivered(tx: Context, row: ConsultationRow, notice: string): Promise<void> {
  await emit(tx, 'subject.delivered', subjectOf(row))
  await closeRoom(tx, row, notice)
}

async function closeRoom(tx: Context, row: ConsultationRow, notice: string): Promise<void> {
  await emit(tx, 'consultation.closed', { consultationId: row.id, notice })
  await endCare(tx, row)
}
