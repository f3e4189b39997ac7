import { and, eq, ne } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { notify } from '@hospital/subgraph/notice'
import { emit, enqueue } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { book } from '../ledger/ledger.ts'
import { allocation } from '../tables.ts'
import { yuan } from '../yuan.ts'
import { orderEntity, type OrderRow } from './order.ts'

export interface Receipt {
  orderId: string
  paymentId: string
  paymentNumber: string
  paidAt: Date
}

/** The order takes its part of a payment. False: it is not open any more, so the money is not its own. */
export async function takePaid(tx: Context, { orderId, paymentId, paymentNumber, paidAt }: Receipt): Promise<boolean> {
  const paid = await tryTransition(tx, orderEntity, orderId, 'pay', { paidAt }, { detail: { paymentNumber } })
  if (!paid) return false
  await claim(tx, paid, paymentId)
  await book(tx, { fact: 'ORDER_PAID', factId: orderId, debit: 'PATIENT_PREPAID', credit: 'ORDER_LIABILITY', amountFen: paid.amountFen, orderId, paymentId, memo: `订单 ${paid.number} 支付` })
  const { subjectType, subjectId, amountFen, patientId } = paid
  await emit(tx, 'order.paid', { orderId, ...(patientId && { patientId }), subjectType, subjectId, amountFen, paymentNumber, paidAt: paidAt.toISOString() })
  if (amountFen > 0) await announcePaid(tx, paid)
  return true
}

/** Another payment that still stood open for this order gives way; its watch closes it at the channel. */
async function claim(tx: Context, { id: orderId }: OrderRow, paymentId: string): Promise<void> {
  const others = await tx.db.update(allocation).set({ claim: 'RELEASED' })
    .where(and(eq(allocation.orderId, orderId), ne(allocation.paymentId, paymentId), eq(allocation.claim, 'HELD'))).returning()
  for (const other of others) await enqueue(tx, 'watchPayment', { paymentId: other.paymentId, attempt: 0 }, { key: other.paymentId })
  await tx.db.update(allocation).set({ claim: 'APPLIED' }).where(and(eq(allocation.orderId, orderId), eq(allocation.paymentId, paymentId)))
}

const announcePaid = (tx: Context, { id, accountId, title, amountFen }: OrderRow) =>
  notify(tx, 'order.paid', { accountId, variables: { title, amount: yuan(amountFen) }, link: `/orders/${id}`, subjectType: 'Order', subjectId: id })
