import { and, eq, exists, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { isId, newId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition, type Entity } from '@hospital/subgraph/transitions'
import { nextLook } from '../cashier/watch.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { deliver } from '../orders/delivery.ts'
import { openOrders } from '../orders/order-due.ts'
import { getOrder, lockOrder, visibleOrders, type OrderRow } from '../orders/order.ts'
import type { OrderReactions } from '../orders/reactions.ts'
import { getHisPatientId } from '../patient-record.ts'
import { requestRefund } from '../refunds/request.ts'
import { cardTopUp, order } from '../tables.ts'
import { LEAST_FEN, MOST_FEN } from './amounts.ts'
import { readBalance } from './balance.ts'
import { topUpTransitions, type TopUpStatus } from './top-up.status.ts'

export type TopUpRow = typeof cardTopUp.$inferSelect

/** With its order. */
function visibleTopUps(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'payment:read'))) return undefined
  if (viewer.kind !== 'PATIENT') return sql`false`
  return exists(sql`(select 1 from ${order} where ${and(eq(order.subjectId, cardTopUp.id), visibleOrders(viewer))})`)
}

const topUpEntity = { name: 'CardTopUp', table: cardTopUp, transitions: topUpTransitions, visible: visibleTopUps } satisfies Entity<typeof cardTopUp, TopUpStatus, typeof topUpTransitions>

export async function findTopUps(ctx: Context, ids: readonly string[]): Promise<TopUpRow[]> {
  return ctx.db.select().from(cardTopUp).where(and(inArray(cardTopUp.id, ids.filter(isId)), visibleTopUps(ctx.viewer)))
}

const PAY_WITHIN_MS = 15 * 60_000

/**
 * An order to put money on a person's hospital card (充值). Refuses NOT_FOUND, INVALID_INPUT (amount), HIS_RECORD_REQUIRED, HOSPITAL_CARD_REQUIRED,
 * HIS_UNAVAILABLE.
 */
export async function orderTopUp(ctx: FinanceContext, patientId: string, amountFen: number): Promise<OrderRow> {
  if (ctx.viewer.kind !== 'PATIENT') throw new Refusal('FORBIDDEN')
  const { accountId } = ctx.viewer
  if (!ctx.viewer.patientIds.includes(patientId)) throw new Refusal('NOT_FOUND')
  if (!Number.isSafeInteger(amountFen) || amountFen < LEAST_FEN || amountFen > MOST_FEN) throw new Refusal('INVALID_INPUT', { message: `充值金额须在 ${LEAST_FEN / 100} 到 ${MOST_FEN / 100} 元之间`, details: { field: 'amountFen', leastFen: LEAST_FEN, mostFen: MOST_FEN } })
  if ((await readBalance(ctx, patientId)) === null) throw new Refusal('HOSPITAL_CARD_REQUIRED')
  const [id, orderId] = [newId(), newId()]
  await inTransaction(asHouse(ctx), async (tx) => {
    await tx.db.insert(cardTopUp).values({ id, orderId, patientId, amountFen, createdAt: tx.now() })
    await openOrders(tx, [{
      orderId, kind: 'CARD_TOP_UP', subjectType: 'CardTopUp', subjectId: id, title: '就诊卡充值', amountFen, accountId, patientId,
      institutionId: null, departmentId: null, practitionerId: null, payUntil: new Date(tx.now().getTime() + PAY_WITHIN_MS).toISOString(),
    }])
  })
  return getOrder(ctx, orderId)
}

/** What a top-up does when its order moves. One that is not paid for stays what it was: an order of money, and no more. */
export const topUpOrderReactions: OrderReactions = {
  'order.paid': (tx, { orderId }) => enqueue(tx, 'creditTopUp', { orderId, attempt: 0 }, { key: orderId }),
  async 'order.closed'() {},
  async 'order.refunded'() {},
}

/** Seconds between attempts; the last one repeats, for the money has been paid. */
const LADDER = [5, 15, 60, 300, 900]

/** Puts what was paid on the card, under the order's number: however often it is sent, it is there once. */
export async function creditTopUp(ctx: FinanceContext, { orderId, attempt }: { orderId: string; attempt: number }): Promise<void> {
  const row = await getOrder(ctx, orderId)
  const [topUp] = await ctx.db.select().from(cardTopUp).where(eq(cardTopUp.orderId, orderId))
  if (topUp?.status !== 'ORDERED' || row.status !== 'PAID') return
  try {
    const done = await ctx.his.topUpCard({ hisPatientId: await getHisPatientId(ctx, row.patientId), reference: row.number, amountFen: row.amountFen })
    await inTransaction(ctx, async (tx) => {
      if (await tryTransition(tx, topUpEntity, topUp.id, 'credit', { creditedAt: done.at, serial: done.serial })) await deliver(tx, { orderId, subjectType: 'CardTopUp', subjectId: topUp.id })
    })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, orderId, attempt }, 'top-up not credited')
    await inTransaction(ctx, (tx) => (error.kind === 'REFUSED' || error.kind === 'CONFLICT'
      ? giveBack(tx, topUp.id, orderId)
      : enqueue(tx, 'creditTopUp', { orderId, attempt: attempt + 1 }, { runAt: nextLook(ctx, LADDER, attempt), key: orderId })))
  }
}

async function giveBack(tx: FinanceContext, topUpId: string, orderId: string): Promise<void> {
  if (!(await tryTransition(tx, topUpEntity, topUpId, 'refuse'))) return
  const row = (await lockOrder(tx, orderId))!
  await requestRefund(tx, row, { cause: 'WITHDRAWN', amountFen: row.amountFen, reason: '医院没有受理充值，自动退回', clientKey: 'withdrawn' })
}
