import { eq } from 'drizzle-orm'
import type { HisSettlement } from '@hospital/connectors/his/billing.port'
import type { EventPayloads } from '@hospital/events/catalogue'
import { notify } from '@hospital/subgraph/notice'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import type { FinanceContext } from '../context.ts'
import { deliver } from '../orders/delivery.ts'
import { getOrder, type OrderRow } from '../orders/order.ts'
import type { OrderReactions } from '../orders/reactions.ts'
import { withdraw } from '../orders/withdrawal.ts'
import { tellHis, tellLater, type Telling } from '../telling-his.ts'
import { billEntity, findBills, type BillRow } from './bill.ts'
import { WITHDRAWN } from './read-bills.ts'
import { outpatientBill } from './tables.ts'

/** What a bill does when its order moves. */
export const billOrderReactions: OrderReactions = { 'order.paid': receivePayment, 'order.closed': receiveClosing, 'order.refunded': receiveRefund }

const ofOrder = (orderId: string) => ({ where: eq(outpatientBill.orderId, orderId) })

/** The money has arrived: the HIS is told. Money for a bill that is no longer owed goes back. */
async function receivePayment(tx: FinanceContext, { orderId, subjectId }: EventPayloads['order.paid']): Promise<void> {
  const paid = await tryTransition(tx, billEntity, subjectId, 'startSettling', {}, ofOrder(orderId))
  if (!paid) return withdraw(tx, orderId, '付款时账单已不需缴费，费用原路退回')
  await enqueue(tx, 'settleBill', { id: paid.id }, { key: paid.id })
}

async function receiveClosing(tx: FinanceContext, { orderId, subjectId }: EventPayloads['order.closed']): Promise<void> {
  await tryTransition(tx, billEntity, subjectId, 'reopen', { orderId: null }, ofOrder(orderId))
}

async function receiveRefund(tx: FinanceContext, { orderId, subjectId, full }: EventPayloads['order.refunded']): Promise<void> {
  if (full) await tryTransition(tx, billEntity, subjectId, 'refundBill', {}, ofOrder(orderId))
}

/** Tells the HIS that a bill is paid, under the order's number, until the HIS has said what it did with it. */
export async function settleBill(ctx: FinanceContext, telling: Telling): Promise<void> {
  const [bill] = await findBills(ctx, [telling.id])
  if (bill?.status !== 'SETTLING' || !bill.orderId) return
  const paid = await getOrder(ctx, bill.orderId)
  const said = await tellHis(ctx,
    () => ctx.his.settleBill({ hisBillId: bill.hisBillId, amountFen: paid.amountFen, paymentReference: paid.number, paidAt: paid.paidAt! }),
    () => ctx.his.findSettlement(paid.number))
  if (said.answer === 'UNKNOWN') return tellLater(ctx, 'settleBill', telling, paid.number)
  await inTransaction(ctx, (tx) => (said.answer === 'TAKEN' ? keepSettlement(tx, bill, paid, said.taken) : giveBack(tx, bill, paid, said.code)))
}

async function keepSettlement(tx: FinanceContext, { id, orderId }: BillRow, { accountId, title }: OrderRow, { receiptNumber }: HisSettlement): Promise<void> {
  const settled = await tryTransition(tx, billEntity, id, 'settle', { receiptNumber, settledAt: tx.now() }, ofOrder(orderId!))
  if (!settled) return
  await deliver(tx, { orderId: orderId!, subjectType: 'OutpatientBill', subjectId: id })
  await notify(tx, 'bill.settled', { accountId, variables: { title, guide: settled.guide ?? '请到门诊楼服务台咨询' }, link: `/bills/${id}`, subjectType: 'OutpatientBill', subjectId: id, occurrence: orderId! })
}

const MOVES = { BILL_SETTLED: 'payElsewhere', BILL_CANCELLED: 'cancelBill' } as const

async function giveBack(tx: FinanceContext, { id, orderId }: BillRow, { accountId, title }: OrderRow, code: string): Promise<void> {
  const action = MOVES[code as keyof typeof MOVES] ?? 'reopen'
  const moved = await tryTransition(tx, billEntity, id, action, { orderId: null }, { ...ofOrder(orderId!), detail: { code } })
  if (!moved) return
  const reason = WITHDRAWN[action]
  await withdraw(tx, orderId!, reason)
  await notify(tx, 'bill.refused', { accountId, variables: { title, reason }, link: `/orders/${orderId!}`, subjectType: 'OutpatientBill', subjectId: id, occurrence: orderId! })
}
