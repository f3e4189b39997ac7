import { and, eq } from 'drizzle-orm'
import { newId } from '@hospital/database/identifier'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { asHouse, type FinanceContext } from '../context.ts'
import { departmentsByHisId } from '../directory/names.ts'
import { openOrders } from '../orders/order-due.ts'
import { yuan } from '../yuan.ts'
import { depositLimits, getStay } from './account.ts'
import type { DepositRow } from './deposit.ts'
import type { PayDepositInput } from './inpatient.types.ts'
import { inpatientDeposit } from './tables.ts'

const PAY_MINUTES = 15

/**
 * Starts a prepayment for the stay of an own person: an order to be paid. The same key answers the first one.
 * Refuses INVALID_INPUT, NOT_FOUND, HIS_UNAVAILABLE, INPATIENT_DISCHARGED, DEPOSIT_AMOUNT (outside what the institution lets people pay in at once).
 */
export async function payDeposit(ctx: FinanceContext, { patientId, amountFen, clientKey }: PayDepositInput): Promise<DepositRow> {
  const { viewer } = ctx
  if (viewer.kind !== 'PATIENT') throw new Refusal('FORBIDDEN')
  if (clientKey.length < 8 || clientKey.length > 64) throw new Refusal('INVALID_INPUT', { details: { field: 'clientKey' } })
  const stay = await getStay(ctx, patientId)
  if (stay.status !== 'IN_HOSPITAL') throw new Refusal('INPATIENT_DISCHARGED')
  const { minFen, maxFen } = await depositLimits(ctx, stay.institutionId)
  if (amountFen < minFen || amountFen > maxFen) throw new Refusal('DEPOSIT_AMOUNT', { message: `每次预缴金额须在 ${yuan(minFen)} 至 ${yuan(maxFen)} 之间。`, details: { minFen, maxFen } })
  const departmentId = (await departmentsByHisId(ctx, [stay.departmentId])).get(stay.departmentId)?.id ?? null
  const { accountId } = viewer
  return inTransaction(ctx, async (tx) => {
    const orderId = newId()
    const [made] = await tx.db.insert(inpatientDeposit).values({
      orderId, accountId, patientId, hisAccountId: stay.hisAccountId, admissionNumber: stay.number, amountFen, clientKey, createdAt: tx.now(),
    }).onConflictDoNothing({ target: [inpatientDeposit.accountId, inpatientDeposit.clientKey] }).returning()
    if (!made) return sameDeposit(tx, accountId, clientKey, patientId, amountFen)
    await openOrders(asHouse(tx), [{
      orderId, kind: 'INPATIENT_DEPOSIT', subjectType: 'InpatientDeposit', subjectId: made.id, title: `住院预缴金 ${stay.departmentName}`, amountFen, accountId, patientId,
      institutionId: stay.institutionId, departmentId, practitionerId: null, payUntil: new Date(tx.now().getTime() + PAY_MINUTES * 60_000).toISOString(), refundUntil: null,
    }])
    return made
  })
}

async function sameDeposit(tx: FinanceContext, accountId: string, clientKey: string, patientId: string, amountFen: number): Promise<DepositRow> {
  const [before] = await tx.db.select().from(inpatientDeposit).where(and(eq(inpatientDeposit.accountId, accountId), eq(inpatientDeposit.clientKey, clientKey)))
  if (before?.patientId !== patientId || before.amountFen !== amountFen) throw new Refusal('CONFLICT')
  return before
}
