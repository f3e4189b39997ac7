import { eq, inArray } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HisBill } from '@hospital/connectors/his/billing.port'
import { inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { asHouse, type FinanceContext } from '../context.ts'
import { departmentsByHisId } from '../directory/names.ts'
import { withdraw } from '../orders/withdrawal.ts'
import { order } from '../tables.ts'
import { getHisPatientId } from '../patient-record.ts'
import { billEntity, getBill, type BillRow } from './bill.ts'
import type { BillStatus } from './bill.status.ts'
import { outpatientBill } from './tables.ts'

/**
 * Reads a person's bills anew from the HIS and keeps them. An HIS that does not answer changes nothing: what is kept says when it was read.
 * Refuses NOT_FOUND, HIS_RECORD_REQUIRED.
 */
export async function readBills(ctx: FinanceContext, patientId: string): Promise<void> {
  const hisPatientId = await getHisPatientId(ctx, patientId)
  try {
    const read = (await ctx.his.outpatientBills({ hisPatientId })).filter((bill) => bill.hisPatientId === hisPatientId)
    await keepBills(ctx, patientId, read)
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, patientId }, 'bills not read')
  }
}

/** Reads one bill anew and keeps it. Throws what the connector throws. Refuses NOT_FOUND. */
export async function rereadBill(ctx: FinanceContext, id: string): Promise<BillRow> {
  const row = await getBill(ctx, id)
  const bill = await ctx.his.findBill(row.hisBillId)
  if (bill) await keepBills(ctx, row.patientId, [bill])
  return getBill(ctx, id)
}

async function keepBills(ctx: FinanceContext, patientId: string, read: HisBill[]): Promise<void> {
  if (!read.length) return
  const departments = await departmentsByHisId(ctx, read.map(({ departmentId }) => departmentId))
  await inTransaction(asHouse(ctx), async (tx) => {
    const kept = new Map((await tx.db.select().from(outpatientBill).where(inArray(outpatientBill.hisBillId, read.map(({ hisBillId }) => hisBillId))).orderBy(outpatientBill.id).for('update')).map((row) => [row.hisBillId, row]))
    for (const bill of read) {
      const facts = factsOf(bill, departments)
      const row = kept.get(bill.hisBillId)
      if (row) await keepAgain(tx, row, bill, facts)
      else await tx.db.insert(outpatientBill).values({ ...facts, hisBillId: bill.hisBillId, patientId, readAt: tx.now(), status: FIRST_STATUS[bill.status] }).onConflictDoNothing()
    }
  })
}

const FIRST_STATUS: Record<HisBill['status'], BillStatus> = { OPEN: 'UNPAID', SETTLED: 'PAID_AT_COUNTER', CANCELLED: 'VOID' }

function factsOf(bill: HisBill, departments: Awaited<ReturnType<typeof departmentsByHisId>>) {
  const { number, title, departmentName, practitionerName, amountFen, lines, guide, issuedAt } = bill
  const department = departments.get(bill.departmentId)
  return { hisVersion: bill.version, number, title, departmentName, practitionerName, amountFen, lines, guide, issuedAt, departmentId: department?.id ?? null, institutionId: department?.institutionId ?? null }
}

/** The HIS's own move is taken over; an open order for another amount, or for nothing any more, is withdrawn. */
async function keepAgain(tx: FinanceContext, row: BillRow, bill: HisBill, facts: ReturnType<typeof factsOf>): Promise<void> {
  const { id, orderId } = row
  await tx.db.update(outpatientBill).set(row.hisVersion === bill.version ? { readAt: tx.now() } : { ...facts, readAt: tx.now() }).where(eq(outpatientBill.id, id))
  // While the HIS is being told, its answer to that decides.
  if (row.status !== 'UNPAID' && row.status !== 'ORDERED') return
  const ours = bill.paymentReference !== null && orderId !== null && (await tx.db.select({ number: order.number }).from(order).where(eq(order.id, orderId)))[0]?.number === bill.paymentReference
  if (bill.status === 'OPEN' && bill.amountFen === row.amountFen) return
  const action = bill.status === 'OPEN' ? 'reopen' : bill.status === 'SETTLED' ? 'payElsewhere' : 'cancelBill'
  if (ours || !(await tryTransition(tx, billEntity, id, action, { orderId: null }))) return
  if (orderId) await withdraw(tx, orderId, WITHDRAWN[action])
}

export const WITHDRAWN = { reopen: '账单金额已变更，请重新缴费', payElsewhere: '该账单已在窗口缴费', cancelBill: '该账单已在医院作废' } as const

