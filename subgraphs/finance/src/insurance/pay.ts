import { and, eq } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { askChannel, closeAtChannel, findLivePayments } from '../cashier/channel.ts'
import { requireOffered } from '../cashier/methods.ts'
import { getPayment, paymentEntity, type PaymentRow } from '../cashier/payment.ts'
import { giveUp, settlePayment } from '../cashier/settle.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { lockOrder, ownedOrders, visibleOrders } from '../orders/order.ts'
import { allocation, insuranceSettlement, order, payment } from '../tables.ts'
import { transactionOf } from './dealing.ts'
import { insuranceRefusal } from './refusals.ts'
import { failSettlement, findHeldInsurance, visibleSettlements, type SettlementRow } from './settlement.ts'

const ATTEMPTS = 3
const FIRST_LOOK_MS = 15_000

/**
 * Lets the insurer pay its parts of an order, before the rest is paid by another way. Repeating it is safe; an answer that got lost is looked
 * up, never guessed: until it is known the payment stays under way. Refuses NOT_FOUND, ORDER_NOT_PAYABLE, ORDER_EXPIRED, INSURANCE_AMOUNT_CHANGED,
 * INSURANCE_PRESETTLEMENT_EXPIRED, INSURANCE_NOTHING (it pays no part), INSURANCE_SETTLED (by another settlement), INSURANCE_REFUSED,
 * INSURANCE_UNAVAILABLE, PAYMENT_METHOD (not offered any more), PAYMENT_UNAVAILABLE.
 */
export async function payByInsurance(ctx: FinanceContext, settlementId: string): Promise<PaymentRow> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { use, settlement, inTheWay } = await inTransaction(ctx, (tx) => claimByInsurance(tx, settlementId))
    if (use?.status === 'SUCCEEDED') return use
    if (use) return settleAtInsurer(ctx, use, settlement)
    await closeFormer(ctx, inTheWay)
  }
  throw new Refusal('CONFLICT')
}

interface Claim {
  settlement: SettlementRow
  use?: PaymentRow
  inTheWay: PaymentRow[]
}

async function claimByInsurance(tx: FinanceContext, settlementId: string): Promise<Claim> {
  const [settlement] = isId(settlementId) ? await tx.db.select().from(insuranceSettlement).innerJoin(order, eq(order.id, insuranceSettlement.orderId))
    .where(and(eq(insuranceSettlement.id, settlementId), visibleSettlements(tx.viewer), visibleOrders(tx.viewer), ownedOrders(tx.viewer))) : []
  if (!settlement) throw new Refusal('NOT_FOUND')
  const row = (await lockOrder(tx, settlement.order.id))!
  const [now] = await tx.db.select().from(insuranceSettlement).where(eq(insuranceSettlement.id, settlementId))
  if (now!.paymentId) {
    const begun = await getPayment(tx, now!.paymentId)
    if (begun.status === 'SUCCEEDED' || begun.status === 'CREATED' || begun.status === 'PENDING') return { settlement: now!, use: begun, inTheWay: [] }
  }
  requireGood(tx, now!, row)
  await requireOffered(tx, [row], 'INSURANCE')
  if ((await findHeldInsurance(tx, [row.id])).has(row.id)) throw new Refusal('INSURANCE_SETTLED')
  const live = await findLivePayments(asHouse(tx), [row.id])
  if (live.length) return { settlement: now!, inTheWay: live }
  return { settlement: now!, use: await createPayment(tx, now!, row.title, row.accountId, row.payUntil), inTheWay: [] }
}

function requireGood(tx: FinanceContext, settlement: SettlementRow, row: typeof order.$inferSelect): void {
  if (row.status !== 'OPEN') throw new Refusal(row.status === 'EXPIRED' ? 'ORDER_EXPIRED' : 'ORDER_NOT_PAYABLE', { details: { orderId: row.id, status: row.status } })
  if (row.payUntil <= tx.now()) throw new Refusal('ORDER_EXPIRED', { details: { orderId: row.id } })
  if (row.amountFen !== settlement.totalFen) throw new Refusal('INSURANCE_AMOUNT_CHANGED')
  if (settlement.status !== 'PRESETTLED' || settlement.goodUntil <= tx.now()) throw new Refusal('INSURANCE_PRESETTLEMENT_EXPIRED')
  if (settlement.fundFen + settlement.accountFen === 0) throw new Refusal('INSURANCE_NOTHING')
}

async function createPayment(tx: FinanceContext, { id, number, orderId, fundFen, accountFen }: SettlementRow, title: string, accountId: string, expiresAt: Date): Promise<PaymentRow> {
  const amountFen = fundFen + accountFen
  const [made] = await tx.db.insert(payment).values({ number, method: 'INSURANCE', status: 'CREATED', amountFen, accountId, description: title.slice(0, 120), createdAt: tx.now(), expiresAt }).returning()
  await tx.db.insert(allocation).values({ paymentId: made!.id, orderId, amountFen, leg: 'INSURANCE' })
  await tx.db.update(insuranceSettlement).set({ paymentId: made!.id }).where(eq(insuranceSettlement.id, id))
  await enqueue(tx, 'watchPayment', { paymentId: made!.id, attempt: 0 }, { runAt: new Date(tx.now().getTime() + FIRST_LOOK_MS), key: made!.id })
  return made!
}

async function settleAtInsurer(ctx: FinanceContext, row: PaymentRow, settlement: SettlementRow): Promise<PaymentRow> {
  const house = asHouse(ctx)
  try {
    const trade = await ctx.insurance.payOrder({ payOrdId: settlement.payOrdId, payToken: settlement.payToken, number: settlement.number })
    await inTransaction(house, (tx) => settlePayment(tx, transactionOf(trade, settlement)))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, paymentId: row.id }, 'insurance did not answer with a settlement')
    if (error.kind === 'UNAVAILABLE') throw new Refusal('INSURANCE_UNAVAILABLE')
    if (error.kind === 'REFUSED') {
      await inTransaction(house, async (tx) => {
        await giveUp(tx, row.id, 'close')
        await failSettlement(tx, row.id, error.code ?? error.kind)
      })
      throw insuranceRefusal(error)
    }
    await lookUp(house, row)
  }
  return getPayment(ctx, row.id)
}

/** Not known: the insurer is asked at once, and from then on by the watch. */
async function lookUp(house: FinanceContext, row: PaymentRow): Promise<void> {
  await inTransaction(house, (tx) => tryTransition(tx, paymentEntity, row.id, 'present'))
  await askChannel(house, row).catch((error: unknown) => {
    if (!isConnectorFailure(error)) throw error
    house.log.warn({ err: error, paymentId: row.id }, 'insurance settlement not known yet')
  })
}

async function closeFormer(ctx: FinanceContext, former: PaymentRow[]): Promise<void> {
  try {
    for (const row of former) await closeAtChannel(ctx, row)
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    throw new Refusal('PAYMENT_UNAVAILABLE')
  }
}
