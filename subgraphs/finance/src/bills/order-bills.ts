import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { isId, newId } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition, tryTransition } from '@hospital/subgraph/transitions'
import { asHouse, type FinanceContext } from '../context.ts'
import { openOrders } from '../orders/order-due.ts'
import { findOrders, type OrderRow } from '../orders/order.ts'
import { order } from '../tables.ts'
import { billEntity, visibleBills, type BillRow } from './bill.ts'
import type { OrderBillsInput } from './bill.types.ts'
import { rereadBill } from './read-bills.ts'
import { outpatientBill, patientRecord } from './tables.ts'

const MOST = 20
const PAY_MINUTES = 30

/**
 * Makes an order for each of these bills, or answers the one that can be paid already. Each is read anew in the HIS before.
 * Refuses INVALID_INPUT, NOT_FOUND, HIS_UNAVAILABLE, BILL_CHANGED, BILL_NOT_PAYABLE, BILL_BEING_PAID (by another account that cares for the person).
 */
export async function orderBills(ctx: FinanceContext, { billIds, expectedFen }: OrderBillsInput): Promise<OrderRow[]> {
  const ids = [...new Set(billIds)].sort()
  if (!ids.length || ids.length > MOST) throw new Refusal('INVALID_INPUT', { message: `一次可缴 1 到 ${MOST} 笔账单。`, details: { field: 'billIds' } })
  if (!ids.every(isId)) throw new Refusal('NOT_FOUND')
  await readAnew(ctx, ids)
  const orderIds = await inTransaction(ctx, async (tx) => {
    const rows = await tx.db.select().from(outpatientBill).where(and(inArray(outpatientBill.id, ids), visibleBills(tx.viewer))).orderBy(asc(outpatientBill.id)).for('update')
    if (rows.length !== ids.length) throw new Refusal('NOT_FOUND')
    const sum = rows.reduce((fen, { amountFen }) => fen + amountFen, 0)
    if (sum !== expectedFen) throw new Refusal('BILL_CHANGED', { details: { amountFen: sum } })
    const made: string[] = []
    for (const row of rows) made.push(await orderOf(tx, row))
    return made
  })
  return findOrders(ctx, orderIds)
}

async function readAnew(ctx: FinanceContext, ids: string[]): Promise<void> {
  try {
    await Promise.all(ids.map((id) => rereadBill(ctx, id)))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'bill not read before paying')
    throw new Refusal('HIS_UNAVAILABLE')
  }
}

async function orderOf(tx: FinanceContext, row: BillRow): Promise<string> {
  if (tx.viewer.kind !== 'PATIENT') throw new Refusal('FORBIDDEN')
  if (row.status === 'ORDERED') {
    const [live] = await tx.db.select().from(order).where(eq(order.id, row.orderId!))
    const payable = live?.status === 'OPEN' && live.payUntil > tx.now()
    if (payable && live.accountId === tx.viewer.accountId) return live.id
    if (payable || live?.status === 'PAID') throw new Refusal('BILL_BEING_PAID')
    // Its order has ended; the event that says so is still on its way.
    await tryTransition(asHouse(tx), billEntity, row.id, 'reopen', { orderId: null })
  } else if (row.status !== 'UNPAID') throw new Refusal('BILL_NOT_PAYABLE', { details: { billId: row.id, status: row.status } })
  if (row.amountFen <= 0) throw new Refusal('BILL_NOT_PAYABLE', { details: { billId: row.id, amountFen: row.amountFen } })
  return openOrder(tx, row, tx.viewer)
}

async function openOrder(tx: FinanceContext, row: BillRow, viewer: Payer): Promise<string> {
  const orderId = newId()
  await applyTransition(tx, billEntity, row.id, 'orderBills', { orderId })
  const due: EventPayloads['order.due'] = {
    orderId, kind: 'OUTPATIENT_BILL', subjectType: 'OutpatientBill', subjectId: row.id, title: `${row.title} ${row.departmentName}`, amountFen: row.amountFen,
    accountId: viewer.accountId, patientId: await ownPatientOf(tx, row, viewer), institutionId: row.institutionId, departmentId: row.departmentId, practitionerId: null,
    payUntil: new Date(tx.now().getTime() + PAY_MINUTES * 60_000).toISOString(),
  }
  await openOrders(asHouse(tx), [due])
  // It belongs on the axis of its visit. What was prescribed does not travel.
  await emit(tx, 'order.due', { ...due, title: '门诊缴费' })
  return orderId
}

type Payer = Extract<Viewer, { kind: 'PATIENT' }>

/** Whom the payer knows the bill's person as. */
async function ownPatientOf(tx: FinanceContext, { patientId }: BillRow, { patientIds }: Payer): Promise<string> {
  if (patientIds.includes(patientId)) return patientId
  const record = tx.db.select({ hisPatientId: patientRecord.hisPatientId }).from(patientRecord).where(eq(patientRecord.patientId, patientId))
  const [own] = await tx.db.select().from(patientRecord).where(and(inArray(patientRecord.patientId, [...patientIds]), inArray(patientRecord.hisPatientId, record)))
  return own!.patientId
}
