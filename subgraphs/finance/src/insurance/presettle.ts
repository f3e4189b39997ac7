import { and, eq } from 'drizzle-orm'
import { newId, newNumber } from '@hospital/database/identifier'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HisPerson } from '@hospital/connectors/his/card.port'
import type { PreSettlement } from '@hospital/connectors/insurance/port'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { requireOffered } from '../cashier/methods.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { ownedOrders, visibleOrders, type OrderRow } from '../orders/order.ts'
import { getHisPatientId } from '../patient-record.ts'
import { insuranceSettlement, order } from '../tables.ts'
import { INSURANCE_CALLBACK_PATH } from './callback.ts'
import { coverageOf } from './coverage.ts'
import { insuranceRefusal } from './refusals.ts'
import { findHeldInsurance, supersede, type SettlementRow } from './settlement.ts'

/** A pay token of the insurer lives half an hour; a split that is shown is settled by then or told anew. */
const GOOD_MS = 20 * 60_000

/**
 * Tells the insurer an order's fees and shows what the fund and the personal account would pay. Nothing is paid yet.
 * Refuses NOT_FOUND (foreign and missing alike), ORDER_NOT_PAYABLE, ORDER_EXPIRED, INSURANCE_NOT_COVERED (this kind of order), PAYMENT_METHOD (not offered), INSURANCE_CARD_REQUIRED,
 * INSURANCE_VOUCHER_EXPIRED, INSURANCE_PERSON, INSURANCE_SETTLED (already), INSURANCE_REFUSED, INSURANCE_UNAVAILABLE, HIS_UNAVAILABLE.
 */
export async function preSettleInsurance(ctx: FinanceContext, orderId: string, ecToken: string): Promise<SettlementRow> {
  const row = await getPayableOrder(ctx, orderId)
  const coverage = coverageOf(row.kind)
  if (!coverage || row.amountFen === 0) throw new Refusal('INSURANCE_NOT_COVERED')
  await requireOffered(ctx, [row], 'INSURANCE')
  if ((await findHeldInsurance(ctx, [orderId])).has(orderId)) throw new Refusal('INSURANCE_SETTLED')
  if (!ecToken || ecToken.length > 128) throw new Refusal('INSURANCE_VOUCHER_EXPIRED')
  const person = await getInsured(ctx, row.patientId)
  const number = newNumber('YB', ctx.now())
  const told = await tell(ctx, row, { ecToken, number, person, ...coverage })
  return inTransaction(asHouse(ctx), async (tx) => {
    const id = newId()
    await supersede(tx, orderId, id)
    const [made] = await tx.db.insert(insuranceSettlement).values({
      id, number, orderId, ...told.split, payOrdId: told.payOrdId, payToken: told.payToken, createdAt: tx.now(),
      goodUntil: new Date(Math.min(row.payUntil.getTime(), tx.now().getTime() + GOOD_MS)),
    }).returning()
    return made!
  })
}

/** Refuses NOT_FOUND, ORDER_NOT_PAYABLE, ORDER_EXPIRED. */
export async function getPayableOrder(ctx: FinanceContext, orderId: string): Promise<OrderRow> {
  const [row] = await ctx.db.select().from(order).where(and(eq(order.id, orderId), visibleOrders(ctx.viewer), ownedOrders(ctx.viewer)))
  if (!row) throw new Refusal('NOT_FOUND')
  if (row.status !== 'OPEN') throw new Refusal(row.status === 'EXPIRED' ? 'ORDER_EXPIRED' : 'ORDER_NOT_PAYABLE', { details: { orderId, status: row.status } })
  if (row.payUntil <= ctx.now()) throw new Refusal('ORDER_EXPIRED', { details: { orderId } })
  return row
}

async function getInsured(ctx: FinanceContext, patientId: string): Promise<HisPerson> {
  try {
    const person = await ctx.his.getPerson(await getHisPatientId(ctx, patientId))
    if (!person?.insuranceCard) throw new Refusal('INSURANCE_CARD_REQUIRED')
    return person
  } catch (error) {
    if (isConnectorFailure(error)) throw new Refusal('HIS_UNAVAILABLE')
    throw error
  }
}

interface Telling {
  ecToken: string
  number: string
  person: HisPerson
  medType: string
  level: '甲' | '乙' | '丙'
}

async function tell(ctx: FinanceContext, { title, amountFen }: OrderRow, { ecToken, number, person, medType, level }: Telling): Promise<PreSettlement> {
  try {
    return await ctx.insurance.uploadFee({
      number, ecToken, name: person.name, idCard: person.idCard, medType, totalFen: amountFen, at: ctx.now(), items: [{ name: title, amountFen, level }], notifyUrl: ctx.gatewayUrl + INSURANCE_CALLBACK_PATH,
    })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, number }, 'insurance did not pre-settle')
    throw insuranceRefusal(error)
  }
}
