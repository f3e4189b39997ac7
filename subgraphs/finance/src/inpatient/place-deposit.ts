import { eq } from 'drizzle-orm'
import type { HisDeposit } from '@hospital/connectors/his/billing.port'
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
import { yuan } from '../yuan.ts'
import { depositEntity, findDeposits, type DepositRow } from './deposit.ts'
import { inpatientDeposit } from './tables.ts'

/** What a prepayment does when its order moves. */
export const depositOrderReactions: OrderReactions = {
  'order.paid': receivePayment,
  async 'order.closed'(tx, { subjectId }) {
    await tryTransition(tx, depositEntity, subjectId, 'closeDeposit')
  },
  async 'order.refunded'(tx, { subjectId, full }) {
    if (full) await tryTransition(tx, depositEntity, subjectId, 'refundDeposit')
  },
}

async function receivePayment(tx: FinanceContext, { orderId, subjectId }: EventPayloads['order.paid']): Promise<void> {
  const paid = await tryTransition(tx, depositEntity, subjectId, 'startPlacing', {}, { where: eq(inpatientDeposit.orderId, orderId) })
  if (paid) await enqueue(tx, 'placeDeposit', { id: paid.id }, { key: paid.id })
}

/** Pays into the HIS's account of the stay, under the order's number, until the HIS has said what it did with it. */
export async function placeDeposit(ctx: FinanceContext, telling: Telling): Promise<void> {
  const [row] = await findDeposits(ctx, [telling.id])
  if (row?.status !== 'PLACING') return
  const paid = await getOrder(ctx, row.orderId)
  const said = await tellHis(ctx,
    () => ctx.his.placeDeposit({ hisAccountId: row.hisAccountId, amountFen: row.amountFen, paymentReference: paid.number, paidAt: paid.paidAt! }),
    () => ctx.his.findDeposit(paid.number))
  if (said.answer === 'UNKNOWN') return tellLater(ctx, 'placeDeposit', telling, paid.number)
  await inTransaction(ctx, (tx) => (said.answer === 'TAKEN' ? keepReceipt(tx, row, paid, said.taken) : giveBack(tx, row, paid, said.code)))
}

async function keepReceipt(tx: FinanceContext, { id, orderId, amountFen }: DepositRow, { accountId }: OrderRow, { receiptNumber }: HisDeposit): Promise<void> {
  const placed = await tryTransition(tx, depositEntity, id, 'place', { receiptNumber, placedAt: tx.now() })
  if (!placed) return
  await deliver(tx, { orderId, subjectType: 'InpatientDeposit', subjectId: id })
  await notify(tx, 'deposit.placed', { accountId, variables: { amount: yuan(amountFen), receipt: receiptNumber }, link: '/inpatient/deposits', subjectType: 'InpatientDeposit', subjectId: id })
}

async function giveBack(tx: FinanceContext, { id, orderId, amountFen }: DepositRow, { accountId }: OrderRow, code: string): Promise<void> {
  const refused = await tryTransition(tx, depositEntity, id, 'refuseDeposit', {}, { detail: { code } })
  if (!refused) return
  const reason = code === 'ACCOUNT_CLOSED' ? '已办理出院' : '医院系统没有受理'
  await withdraw(tx, orderId, `住院预缴未入账：${reason}`)
  await notify(tx, 'deposit.refused', { accountId, variables: { amount: yuan(amountFen), reason }, link: `/orders/${orderId}`, subjectType: 'InpatientDeposit', subjectId: id })
}
