import { and, eq, inArray, notInArray } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { notify } from '@hospital/subgraph/notice'
import { emit, enqueue } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { reverseHeldInsurance } from '../insurance/reversal.ts'
import { findHeldInsurance } from '../insurance/settlement.ts'
import { book } from '../ledger/ledger.ts'
import { allocation } from '../tables.ts'
import { yuan } from '../yuan.ts'
import { lockOrder, orderEntity, type OrderRow } from './order.ts'

export interface Receipt {
  orderId: string
  paymentId: string
  paymentNumber: string
  /** The order's part of the payment. */
  amountFen: number
  paidAt: Date
}

/** The order takes its part of a payment, and what the insurer has paid beside it. False: it is not open any more, or this is not what was left of it, so the money is not its own. */
export async function takePaid(tx: Context, { orderId, paymentId, paymentNumber, amountFen: partFen, paidAt }: Receipt): Promise<boolean> {
  const before = await lockOrder(tx, orderId)
  const insured = (await findHeldInsurance(tx, [orderId])).get(orderId)
  const whole = partFen === before?.amountFen
  if (!whole && partFen + (insured?.amountFen ?? 0) !== before?.amountFen) return false
  const paid = await tryTransition(tx, orderEntity, orderId, 'pay', { paidAt }, { detail: { paymentNumber } })
  if (!paid) return false
  // Paid in full by another way after all: the insurer's part is not needed.
  if (whole && insured && insured.paymentId !== paymentId) await reverseHeldInsurance(tx, orderId, '已用其他方式全额支付，医保结算自动撤销')
  await claim(tx, paid, whole ? [paymentId] : [paymentId, insured!.paymentId])
  await book(tx, { fact: 'ORDER_PAID', factId: orderId, debit: 'PATIENT_PREPAID', credit: 'ORDER_LIABILITY', amountFen: partFen, orderId, paymentId, memo: `订单 ${paid.number} 支付` })
  if (!whole) await book(tx, { fact: 'INSURANCE_APPLIED', factId: orderId, debit: 'PATIENT_PREPAID', credit: 'ORDER_LIABILITY', amountFen: insured!.amountFen, orderId, paymentId: insured!.paymentId, memo: `订单 ${paid.number} 医保支付` })
  const { subjectType, subjectId, amountFen, patientId } = paid
  await emit(tx, 'order.paid', { orderId, ...(patientId && { patientId }), subjectType, subjectId, amountFen, paymentNumber, paidAt: paidAt.toISOString() })
  if (amountFen > 0) await announcePaid(tx, paid)
  return true
}

/** Another payment that still stood open for this order gives way; its watch closes it at the channel. */
async function claim(tx: Context, { id: orderId }: OrderRow, paymentIds: string[]): Promise<void> {
  const others = await tx.db.update(allocation).set({ claim: 'RELEASED' })
    .where(and(eq(allocation.orderId, orderId), notInArray(allocation.paymentId, paymentIds), eq(allocation.claim, 'HELD'))).returning()
  for (const other of others) await enqueue(tx, 'watchPayment', { paymentId: other.paymentId, attempt: 0 }, { key: other.paymentId })
  await tx.db.update(allocation).set({ claim: 'APPLIED' }).where(and(eq(allocation.orderId, orderId), inArray(allocation.paymentId, paymentIds)))
}

const announcePaid = (tx: Context, { id, accountId, title, amountFen }: OrderRow) =>
  notify(tx, 'order.paid', { accountId, variables: { title, amount: yuan(amountFen) }, link: `/orders/${id}`, subjectType: 'Order', subjectId: id })
