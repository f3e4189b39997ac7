import { eq, sql } from 'drizzle-orm'
import type { BillLine } from '@hospital/connectors/payments/bill'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { raiseAlert } from '../alerts/alert.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { payment, reconciliation } from '../tables.ts'
import { holdDay, requireOpenDay } from './closed-day.ts'
import { compare, compareWithHis, type Bill, type OwnLine, type Sides } from './compare.ts'
import { billOf } from './day-bill.ts'
import { findOrderLines, findOrderRefundLines } from './his-lines.ts'
import { keepDifferences } from './keep-differences.ts'
import { findPaymentLines, findRefundLines } from './own-lines.ts'
import { RECONCILED_CHANNELS, spanOf, type ReconciledChannel } from './reconciled-channel.ts'
import type { ReconciliationRow } from './reconciliation.ts'
import { takeFromBill } from './take-from-bill.ts'

/** A day that was missed is compared later, as long as the channel keeps its bill at hand. */
const DAYS_BACK = 30
/** A bill that has not come by then wants a person. */
const LATE_DAYS = 2

/**
 * Compares a hospital day with a channel's bill and keeps what differs; comparing it again replaces what nobody has handled.
 * Refuses INVALID_INPUT for a day that is not over, DAY_CLOSED, PAYMENT_UNAVAILABLE, BILL_NOT_READY, BILL_UNREADABLE.
 */
export async function reconcileDay(ctx: FinanceContext, day: string, channel: ReconciledChannel = 'WECHATPAY'): Promise<ReconciliationRow> {
  if (day >= hospitalDay(ctx.now())) throw new Refusal('INVALID_INPUT', { message: '只能核对今天以前的账单', details: { field: 'day' } })
  await requireOpenDay(ctx, day)
  const house = asHouse(ctx)
  const had = await billOf(house, channel, day)
  const bill: Bill = had ?? { lines: [], feeFen: 0 }
  if (channel !== 'HIS') await takeFromBill(house, bill.lines)
  return inTransaction(house, async (tx) => {
    await holdDay(tx, day)
    await requireOpenDay(tx, day)
    const sides = await sidesOf(tx, channel, day, bill)
    // A channel without a bill of a day on which we traded has not made it yet.
    if (!had && [...sides.payments, ...sides.refunds].some(isOurs)) throw new Refusal('BILL_NOT_READY')
    const row = await keep(tx, day, channel, sides)
    const differences = channel === 'HIS' ? compareWithHis(sides) : compare(sides)
    const open = await keepDifferences(tx, row.id, differences)
    if (open) await raiseAlert(tx, { kind: 'RECONCILIATION_DIFFERS', about: channel === 'WECHATPAY' ? day : `${day} ${channel}`, detail: { day, channel, differences: open } })
    await audit({ ...tx, viewer: ctx.viewer }, 'reconciliation.run', { subjectType: 'Reconciliation', subjectId: row.id, after: { day, channel, runs: row.runs, open } })
    return row
  })
}

async function sidesOf(tx: FinanceContext, channel: ReconciledChannel, day: string, bill: Bill): Promise<Sides> {
  const span = spanOf(channel, day)
  const [paid, returned] = [bill.lines.filter(({ kind }) => kind === 'PAYMENT').map(({ number }) => number), bill.lines.filter(({ kind }) => kind === 'REFUND')]
  if (channel === 'HIS') return { bill, payments: await findOrderLines(tx, span, paid), refunds: await findOrderRefundLines(tx, span, returned) }
  return { bill, payments: await findPaymentLines(tx, channel, span, paid), refunds: await findRefundLines(tx, channel, span, returned.map(({ number }) => number)) }
}

const isOurs = ({ onDay, status, certain }: OwnLine) => onDay && status === 'SUCCEEDED' && certain

function totalsOf({ payments, refunds, bill: { lines, flow, feeFen } }: Sides) {
  // What the other side need not have counts where it has it.
  const there = new Set(lines.map(({ kind, number }) => `${kind} ${number}`))
  const counted = (kind: BillLine['kind'], own: OwnLine[]) => own.filter((line) => isOurs({ ...line, certain: line.certain || there.has(`${kind} ${line.number}`) }))
  const [paid, returned] = [counted('PAYMENT', payments), counted('REFUND', refunds)]
  return {
    ordersFen: sum(paid, ({ amountFen }) => amountFen) - sum(returned, ({ amountFen }) => amountFen),
    ledgerFen: sum(paid, ({ ledgerFen }) => ledgerFen) - sum(returned, ({ ledgerFen }) => ledgerFen),
    tradeBillFen: sum(lines, ({ kind, fen }) => (kind === 'REFUND' ? -fen : fen)),
    fundFlowFen: flow ? sum(flow, ({ fen }) => fen) : null,
    feeFen, payments: paid.length, refunds: returned.length,
  }
}

const sum = <T>(rows: readonly T[], fen: (row: T) => number) => rows.reduce((total, row) => total + fen(row), 0)

async function keep(tx: FinanceContext, day: string, channel: ReconciledChannel, sides: Sides): Promise<ReconciliationRow> {
  const [finishedAt, totals] = [tx.now(), totalsOf(sides)]
  const [row] = await tx.db.insert(reconciliation).values({ id: newId(), day, channel, runs: 1, finishedAt, ...totals })
    .onConflictDoUpdate({ target: [reconciliation.day, reconciliation.channel], set: { runs: sql`${reconciliation.runs} + 1`, finishedAt, ...totals } }).returning()
  return row!
}

/** Every day that is over and was not compared yet, from the first payment on, at every channel: an outage at ten in the morning skips no day, and one channel's no other. */
export async function reconcilePastDays(ctx: FinanceContext): Promise<void> {
  const today = hospitalDay(ctx.now())
  const [first] = await ctx.db.select({ at: sql<string | null>`min(${payment.createdAt})` }).from(payment)
  if (!first?.at) return
  const since = [addDays(today, -DAYS_BACK), hospitalDay(new Date(first.at))].sort().at(-1)!
  for (const channel of RECONCILED_CHANNELS) {
    const compared = new Set((await ctx.db.select({ day: reconciliation.day }).from(reconciliation).where(eq(reconciliation.channel, channel))).map(({ day }) => day))
    for (let day = since; day < today; day = addDays(day, 1)) if (!compared.has(day)) await unlessUnavailable(ctx, day, channel)
  }
}

const LATER = ['PAYMENT_UNAVAILABLE', 'BILL_NOT_READY', 'BILL_UNREADABLE']

async function unlessUnavailable(ctx: FinanceContext, day: string, channel: ReconciledChannel): Promise<void> {
  try {
    await reconcileDay(ctx, day, channel)
  } catch (error) {
    if (!(error instanceof Refusal && LATER.includes(error.code))) throw error
    const { code } = error
    const late = day <= addDays(hospitalDay(ctx.now()), -LATE_DAYS)
    if (late || code === 'BILL_UNREADABLE') await inTransaction(ctx, (tx) => raiseAlert(tx, { kind: 'BILL_MISSING', about: `${day} ${channel}`, detail: { day, channel, code } }))
  }
}
