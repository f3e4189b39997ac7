import { eq } from 'drizzle-orm'
import { newNumber } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { enqueue } from '@hospital/subgraph/transaction'
import { allocation, earlyWithdrawal, order, payment } from '../tables.ts'
import { takePaid } from './order-paid.ts'
import { getOrder } from './order.ts'
import type { OrderKind } from './order.status.ts'
import { holdOrderId, withdraw } from './withdrawal.ts'

const NUMBER_PREFIX: { [K in OrderKind]: string } = { REGISTRATION: 'GH', CONSULTATION: 'ZX' }

/** Makes the order, once for its id. Nothing to pay: it is paid at once. Withdrawn before it came: it never opens. */
export async function openOrder(tx: Context, due: EventPayloads['order.due']): Promise<void> {
  if (!Number.isSafeInteger(due.amountFen) || due.amountFen < 0) throw new Error(`Order ${due.orderId}: not an amount`)
  const { orderId, payUntil, ...facts } = due
  await holdOrderId(tx, orderId)
  const [row] = await tx.db.insert(order).values({
    ...facts, id: orderId, number: newNumber(NUMBER_PREFIX[due.kind], tx.now()), createdAt: tx.now(), payUntil: new Date(payUntil),
  }).onConflictDoNothing({ target: order.id }).returning()
  if (!row) return
  const [withdrawn] = await tx.db.select().from(earlyWithdrawal).where(eq(earlyWithdrawal.orderId, orderId))
  if (withdrawn) return withdraw(tx, row.id, withdrawn.reason)
  if (row.amountFen === 0) return payNothing(tx, row.id)
  await enqueue(tx, 'expireOrder', { orderId }, { runAt: row.payUntil, key: orderId })
}

async function payNothing(tx: Context, orderId: string): Promise<void> {
  const row = await getOrder(tx, orderId)
  const at = tx.now()
  const [free] = await tx.db.insert(payment).values({
    number: newNumber('ZF', at), method: 'FREE', status: 'SUCCEEDED', amountFen: 0, accountId: row.accountId,
    description: row.title, createdAt: at, expiresAt: row.payUntil, succeededAt: at,
  }).returning()
  await tx.db.insert(allocation).values({ paymentId: free!.id, orderId, amountFen: 0 })
  await takePaid(tx, { orderId, paymentId: free!.id, paymentNumber: free!.number, paidAt: at })
}
