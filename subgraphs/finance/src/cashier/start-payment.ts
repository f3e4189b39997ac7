import { and, asc, eq, inArray } from 'drizzle-orm'
import { isId, newId, newNumber } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { asHouse, type FinanceContext } from '../context.ts'
import { ownedOrders, visibleOrders, type OrderRow } from '../orders/order.ts'
import { findHeldInsurance } from '../insurance/settlement.ts'
import { allocation, order, payment } from '../tables.ts'
import { closeAtChannel, findLivePayments } from './channel.ts'
import { requireOffered } from './methods.ts'
import { presentAtChannel } from './present.ts'
import { getPayment, type PaymentRow } from './payment.ts'
import type { PaymentMethod } from './payment.status.ts'
import type { StartPaymentInput } from './payment.types.ts'

const MOST_ORDERS = 20
const ATTEMPTS = 4

/**
 * Starts to pay one or several orders in one payment. Asked again for the same orders by the same method, it answers the same payment;
 * by another method, the former is closed at the channel first, and taken where it turns out paid.
 * Refuses INVALID_INPUT, NOT_FOUND, ORDERS_APART (money of two institutions), ORDER_NOT_PAYABLE, ORDER_EXPIRED, PAYMENT_METHOD, PAYMENT_UNAVAILABLE.
 */
export async function startPayment(ctx: FinanceContext, input: StartPaymentInput): Promise<PaymentRow> {
  const orderIds = checkInput(ctx, input)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { use, inTheWay } = await inTransaction(ctx, (tx) => claimOrders(tx, orderIds, input.method))
    const presented = use && await presentAtChannel(ctx, use, input)
    if (presented && (presented.status === 'PENDING' || presented.status === 'SUCCEEDED')) return presented
    const paid = await closeFormer(ctx, presented ? [presented] : inTheWay, orderIds)
    if (paid) return paid
  }
  throw new Refusal('CONFLICT')
}

function checkInput(ctx: FinanceContext, { orderIds, method, returnUrl, openid }: StartPaymentInput): string[] {
  const ids = [...new Set(orderIds)]
  if (!ids.length || ids.length > MOST_ORDERS) throw new Refusal('INVALID_INPUT', { message: `一次可支付 1 到 ${MOST_ORDERS} 个订单`, details: { field: 'orderIds' } })
  if (!ids.every(isId)) throw new Refusal('NOT_FOUND')
  if (method === 'FREE' || method === 'INSURANCE') throw new Refusal('PAYMENT_METHOD')
  if (method === 'WECHAT_JSAPI' && !openid) throw new Refusal('PAYMENT_METHOD', { message: '请在微信中打开后支付', details: { field: 'openid' } })
  if (returnUrl && !isOwnAddress(ctx, returnUrl)) throw new Refusal('INVALID_INPUT', { message: '返回地址无效', details: { field: 'returnUrl' } })
  return ids.sort()
}

function isOwnAddress({ appOrigins }: FinanceContext, address: string): boolean {
  return URL.canParse(address) && appOrigins.includes(new URL(address).origin)
}

interface Claim {
  use?: PaymentRow
  inTheWay: PaymentRow[]
}

/** Holds the orders' rows, so of two that start to pay the same order one finds the other's payment. */
async function claimOrders(tx: FinanceContext, orderIds: string[], method: PaymentMethod): Promise<Claim> {
  const rows = await tx.db.select().from(order).where(and(inArray(order.id, orderIds), visibleOrders(tx.viewer), ownedOrders(tx.viewer))).orderBy(asc(order.id)).for('update')
  requirePayable(tx, rows, orderIds)
  const channelAccountId = await requireOffered(tx, rows, method)
  const owed = await owedOf(tx, rows)
  const live = await findLivePayments(asHouse(tx), orderIds)
  const [same] = live
  if (live.length === 1 && same!.method === method && same!.expiresAt > tx.now() && same!.amountFen === sumOf(owed) && await covers(tx, same!.id, orderIds)) return { use: same!, inTheWay: [] }
  if (live.length) return { inTheWay: live }
  return { use: await createPayment(tx, rows, { method, channelAccountId, owed }), inTheWay: [] }
}

function requirePayable(tx: Context, rows: OrderRow[], orderIds: string[]): void {
  if (rows.length !== orderIds.length) throw new Refusal('NOT_FOUND')
  const unpayable = rows.find(({ status }) => status !== 'OPEN')
  if (unpayable) throw new Refusal(unpayable.status === 'EXPIRED' ? 'ORDER_EXPIRED' : 'ORDER_NOT_PAYABLE', { details: { orderId: unpayable.id, status: unpayable.status } })
  if (new Set(rows.map(({ institutionId }) => institutionId)).size > 1) throw new Refusal('ORDERS_APART')
  const late = rows.find(({ payUntil }) => payUntil <= tx.now())
  if (late) throw new Refusal('ORDER_EXPIRED', { details: { orderId: late.id } })
}

async function covers(tx: Context, paymentId: string, orderIds: string[]): Promise<boolean> {
  const parts = await tx.db.select({ orderId: allocation.orderId }).from(allocation).where(eq(allocation.paymentId, paymentId))
  return parts.length === orderIds.length && parts.every(({ orderId }) => orderIds.includes(orderId))
}

/** What is left of each order once the insurer has paid its part. */
async function owedOf(tx: Context, rows: OrderRow[]): Promise<Map<string, number>> {
  const held = await findHeldInsurance(tx, rows.map(({ id }) => id))
  return new Map(rows.map(({ id, amountFen }) => [id, amountFen - (held.get(id)?.amountFen ?? 0)]))
}

const sumOf = (owed: ReadonlyMap<string, number>) => [...owed.values()].reduce((sum, fen) => sum + fen, 0)

interface Way {
  method: PaymentMethod
  channelAccountId: string | null
  /** Of each order. */
  owed: ReadonlyMap<string, number>
}

async function createPayment(tx: Context, rows: OrderRow[], { method, channelAccountId, owed }: Way): Promise<PaymentRow> {
  const id = newId()
  const amountFen = sumOf(owed)
  const expiresAt = new Date(Math.min(...rows.map(({ payUntil }) => payUntil.getTime())))
  const [row] = await tx.db.insert(payment).values({
    id, number: newNumber('ZF', tx.now()), method, channelAccountId, status: 'CREATED', amountFen, accountId: rows[0]!.accountId,
    description: descriptionOf(rows), createdAt: tx.now(), expiresAt,
  }).returning()
  await tx.db.insert(allocation).values(rows.map((part) => ({ paymentId: id, orderId: part.id, amountFen: owed.get(part.id)! })))
  await enqueue(tx, 'watchPayment', { paymentId: id, attempt: 0 }, { runAt: new Date(tx.now().getTime() + 15_000), key: id })
  return row!
}

/** The channel takes 127 characters. */
const descriptionOf = ([first, ...rest]: OrderRow[]) => (rest.length ? `${first!.title.slice(0, 100)} 等 ${rest.length + 1} 项` : first!.title.slice(0, 120))

/** Answers the former payment where it turns out to have paid for all of these orders. */
async function closeFormer(ctx: FinanceContext, former: PaymentRow[], orderIds: string[]): Promise<PaymentRow | undefined> {
  try {
    for (const row of former) {
      const status = await closeAtChannel(ctx, row)
      if (status === 'SUCCEEDED' && await covers(ctx, row.id, orderIds)) return await getPayment(ctx, row.id)
    }
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    throw new Refusal('PAYMENT_UNAVAILABLE')
  }
}
