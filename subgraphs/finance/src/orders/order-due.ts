import { inArray } from 'drizzle-orm'
import { newNumber } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { enqueue } from '@hospital/subgraph/transaction'
import { allocation, earlyWithdrawal, order, payment } from '../tables.ts'
import { KINDS } from './kinds.ts'
import { takePaid } from './order-paid.ts'
import { getOrder } from './order.ts'
import { holdOrderIds, withdraw } from './withdrawal.ts'

/** Makes the orders, each once for its id. Nothing to pay: it is paid at once. Withdrawn before it came: it never opens. */
export async function openOrders(tx: Context, all: readonly EventPayloads['order.due'][]): Promise<void> {
  for (const { orderId, amountFen } of all) if (!Number.isSafeInteger(amountFen) || amountFen < 0) throw new Error(`Order ${orderId}: not an amount`)
  const ids = all.map(({ orderId }) => orderId)
  await holdOrderIds(tx, ids)
  const rows = await tx.db.insert(order).values(all.map(({ orderId, payUntil, refundUntil, ...facts }) => ({
    ...facts, id: orderId, number: newNumber(KINDS[facts.kind].prefix, tx.now()), createdAt: tx.now(), payUntil: new Date(payUntil),
    ...(refundUntil !== undefined && { refundUntil: refundUntil === null ? tx.now() : new Date(refundUntil) }),
  }))).onConflictDoNothing({ target: order.id }).returning()
  const withdrawals = new Map((await tx.db.select().from(earlyWithdrawal).where(inArray(earlyWithdrawal.orderId, ids))).map((one) => [one.orderId, one]))
  for (const row of rows) {
    const withdrawn = withdrawals.get(row.id)
    if (withdrawn) await withdraw(tx, row.id, withdrawn.reason)
    else if (row.amountFen === 0) await payNothing(tx, row.id)
    else await enqueue(tx, 'expireOrder', { orderId: row.id }, { runAt: row.payUntil, key: row.id })
  }
}

async function payNothing(tx: Context, orderId: string): Promise<void> {
  const row = await getOrder(tx, orderId)
  const at = tx.now()
  const [free] = await tx.db.insert(payment).values({
    number: newNumber('ZF', at), method: 'FREE', status: 'SUCCEEDED', amountFen: 0, accountId: row.accountId,
    description: row.title, createdAt: at, expiresAt: row.payUntil, succeededAt: at,
  }).returning()
  await tx.db.insert(allocation).values({ paymentId: free!.id, orderId, amountFen: 0 })
  await takePaid(tx, { orderId, paymentId: free!.id, paymentNumber: free!.number, amountFen: 0, paidAt: at })
}
