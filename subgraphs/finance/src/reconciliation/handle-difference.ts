import { and, eq } from 'drizzle-orm'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { applyTransition } from '@hospital/subgraph/transitions'
import { book } from '../ledger/ledger.ts'
import { reconciliation, reconciliationDifference } from '../tables.ts'
import { holdDay, requireOpenDay } from './closed-day.ts'
import { booksOfReconciled } from './reconciled-channel.ts'
import { differenceEntity, findDifferences, type DifferenceRow, type ReconciliationRow } from './reconciliation.ts'
import type { HandleDifferenceInput } from './reconciliation.types.ts'

/**
 * A person decides about a difference. ADJUSTED books what the channel has beside what we had, into the day itself, against the account of
 * differences; nothing that was booked is touched. Handled the same way before, it answers that.
 * Refuses NOT_FOUND, INVALID_INPUT (no note), DAY_CLOSED, NOTHING_TO_ADJUST (the channel contradicts itself, or both sides are booked alike), WRONG_STATE.
 */
export async function handleDifference(tx: Context, { id, handling, note: written }: HandleDifferenceInput): Promise<DifferenceRow> {
  const note = written.trim()
  if (!note || note.length > 200) throw new Refusal('INVALID_INPUT', { message: '请填写处理说明（不超过 200 字）。', details: { field: 'note' } })
  const [seen] = await findDifferences(tx, [id])
  if (!seen) throw new Refusal('NOT_FOUND')
  const [of] = await tx.db.select().from(reconciliation).where(eq(reconciliation.id, seen.reconciliationId))
  await holdDay(tx, of!.day)
  const [before] = await findDifferences(tx, [id])
  if (!before) throw new Refusal('NOT_FOUND')
  if (before.status === 'HANDLED' && before.handling === handling) return before
  await requireOpenDay(tx, of!.day)
  const adjustedFen = handling === 'ADJUSTED' ? await changeOf(tx, before) : null
  if (adjustedFen === 0) throw new Refusal('NOTHING_TO_ADJUST')
  const handled = await applyTransition(tx, differenceEntity, id, 'handleDifference', {
    handling, note, adjustedFen, handledAt: tx.now(), handledById: tx.viewer.kind === 'ADMINISTRATOR' ? tx.viewer.administratorId : null,
  }, { detail: { handling } })
  if (adjustedFen !== null) await adjust(tx, of!, handled, adjustedFen)
  await audit(tx, 'reconciliation.handle', { subjectType: 'ReconciliationDifference', subjectId: id, before: { status: before.status }, after: { day: of!.day, channel: of!.channel, number: before.number, handling, note, ...(adjustedFen !== null && { adjustedFen }) } })
  return handled
}

/** By how much the channel's account has to grow for the ledger to say what the channel says. */
async function changeOf(tx: Context, { id, reconciliationId, subject, number, hereFen, thereFen, bookedFen, refundId }: DifferenceRow): Promise<number> {
  if (subject === 'FUND_FLOW') return 0
  const [twin] = await tx.db.select({ id: reconciliationDifference.id }).from(reconciliationDifference)
    .where(and(eq(reconciliationDifference.reconciliationId, reconciliationId), eq(reconciliationDifference.subject, subject), eq(reconciliationDifference.number, number), eq(reconciliationDifference.handling, 'ADJUSTED')))
  // Another difference of the same line has put it right already.
  if (twin && twin.id !== id) return 0
  const grown = subject === 'LEDGER' ? (thereFen ?? 0) - (hereFen ?? 0) : (thereFen ?? 0) - (bookedFen ?? 0)
  const wentOut = subject === 'REFUND' || subject === 'ORDER_REFUND' || (subject === 'LEDGER' && refundId !== null)
  return grown === 0 || !wentOut ? grown : -grown
}

async function adjust(tx: Context, { day, channel }: ReconciliationRow, { id, number, paymentId, refundId }: DifferenceRow, adjustedFen: number): Promise<void> {
  const account = booksOfReconciled(channel)
  const [debit, credit] = adjustedFen > 0 ? [account, 'RECONCILIATION_DIFFERENCES' as const] : ['RECONCILIATION_DIFFERENCES' as const, account]
  await book(tx, {
    fact: 'RECONCILIATION_ADJUSTED', factId: id, debit, credit, amountFen: Math.abs(adjustedFen), memo: `${day} 对账调整 ${number}`, at: new Date(hospitalInstant(addDays(day, 1)).getTime() - 1),
    ...(paymentId && { paymentId }), ...(refundId && { refundId }),
  })
}
