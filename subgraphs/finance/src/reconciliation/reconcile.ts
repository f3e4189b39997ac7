import { eq, exists, or, sql } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { FundFlowRow, TradeBillRow } from '@hospital/connectors/wechatpay/port'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { raiseAlert } from '../alerts/alert.ts'
import { FILE_ACCOUNT_ID } from '../channels/channels.ts'
import type { ChannelDealing } from '../channels/dealing.ts'
import { dealingOfRow } from '../channels/open.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { channelAccount, payment, testCharge, reconciliation, reconciliationDifference } from '../tables.ts'
import { compare, type Difference, type OwnLine } from './compare.ts'
import { findPaymentLines, findRefundLines } from './own-lines.ts'
import type { ReconciliationRow } from './reconciliation.ts'
import { takeFromBill } from './take-from-bill.ts'

/** A day that was missed is compared later, as long as the channel keeps its bill at hand. */
const DAYS_BACK = 30

/**
 * Compares a hospital day with the channel's bills and keeps what differs; comparing it again replaces that.
 * Refuses INVALID_INPUT for a day that is not over, PAYMENT_UNAVAILABLE while the bills cannot be had.
 */
export async function reconcileDay(ctx: FinanceContext, day: string): Promise<ReconciliationRow> {
  if (day >= hospitalDay(ctx.now())) throw new Refusal('INVALID_INPUT', { message: '只能核对今天以前的账单', details: { field: 'day' } })
  const { bill, flow } = await download(ctx, day)
  const house = asHouse(ctx)
  await takeFromBill(house, bill)
  return inTransaction(house, async (tx) => {
    // Two who compare the same day do it one after the other.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`finance.reconciliation ${day}`}, 0))`)
    const payments = await findPaymentLines(tx, day, bill.map(({ outTradeNo }) => outTradeNo))
    const refunds = await findRefundLines(tx, day, bill.flatMap(({ outRefundNo }) => outRefundNo ?? []))
    const row = await keep(tx, day, totalsOf({ payments, refunds, bill, flow }), compare({ payments, refunds, bill, flow }))
    await audit({ ...tx, viewer: ctx.viewer }, 'reconciliation.run', { subjectType: 'Reconciliation', subjectId: row.id, after: { day, runs: row.runs } })
    return row
  })
}

/** Of every account that payments went through at a channel that gives bills. */
async function download(ctx: FinanceContext, day: string) {
  try {
    const dealings = (await accountsPaidBy(ctx)).flatMap(({ bills }) => bills ?? [])
    return { bill: (await Promise.all(dealings.map((bills) => bills.trades(day)))).flat(), flow: (await Promise.all(dealings.map((bills) => bills.flow(day)))).flat() }
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, day }, 'bill not downloaded')
    throw new Refusal('PAYMENT_UNAVAILABLE', { message: '渠道账单暂时无法下载，请稍后重试。' })
  }
}

async function accountsPaidBy(ctx: FinanceContext): Promise<ChannelDealing[]> {
  const rows = await ctx.db.select().from(channelAccount).where(or(
    eq(channelAccount.id, FILE_ACCOUNT_ID), exists(sql`(select 1 from ${payment} where ${payment.channelAccountId} = ${channelAccount.id})`), exists(sql`(select 1 from ${testCharge} where ${testCharge.channelAccountId} = ${channelAccount.id})`),
  ))
  return rows.map((row) => dealingOfRow(ctx, row))
}

interface Books {
  payments: OwnLine[]
  refunds: OwnLine[]
  bill: TradeBillRow[]
  flow: FundFlowRow[]
}

type Totals = Omit<ReconciliationRow, 'id' | 'day' | 'runs' | 'finishedAt'>

function totalsOf({ payments, refunds, bill, flow }: Books): Totals {
  const ours = (lines: OwnLine[]) => lines.filter(({ onDay, status }) => onDay && status === 'SUCCEEDED')
  const [paid, returned] = [ours(payments), ours(refunds)]
  const returnedThere = bill.filter(({ kind, refundState }) => kind === 'REFUND' && refundState === 'SUCCESS')
  const fees = flow.filter(({ name }) => name.includes('手续费'))
  return {
    ordersFen: sum(paid, ({ amountFen }) => amountFen) - sum(returned, ({ amountFen }) => amountFen),
    ledgerFen: sum(paid, ({ ledgerFen }) => ledgerFen) - sum(returned, ({ ledgerFen }) => ledgerFen),
    tradeBillFen: sum(bill.filter(({ kind }) => kind === 'SUCCESS'), ({ amountFen }) => amountFen) - sum(returnedThere, ({ refundFen }) => refundFen),
    fundFlowFen: sum(flow, ({ fen }) => fen) - sum(fees, ({ fen }) => fen),
    feeFen: -sum(fees, ({ fen }) => fen),
    payments: paid.length,
    refunds: returned.length,
  }
}

const sum = <T>(rows: readonly T[], fen: (row: T) => number) => rows.reduce((total, row) => total + fen(row), 0)

const ROWS_AT_ONCE = 500

async function keep(tx: FinanceContext, day: string, totals: Totals, differences: Difference[]): Promise<ReconciliationRow> {
  const finishedAt = tx.now()
  const [row] = await tx.db.insert(reconciliation).values({ id: newId(), day, runs: 1, finishedAt, ...totals })
    .onConflictDoUpdate({ target: reconciliation.day, set: { runs: sql`${reconciliation.runs} + 1`, finishedAt, ...totals } }).returning()
  const { id } = row!
  await tx.db.delete(reconciliationDifference).where(eq(reconciliationDifference.reconciliationId, id))
  for (let at = 0; at < differences.length; at += ROWS_AT_ONCE) {
    await tx.db.insert(reconciliationDifference).values(differences.slice(at, at + ROWS_AT_ONCE).map((one) => ({ reconciliationId: id, ...one })))
  }
  if (differences.length) await raiseAlert(tx, { kind: 'RECONCILIATION_DIFFERS', about: day, detail: { day, differences: differences.length } })
  return row!
}

/** Every day that is over and was not compared yet, from the first payment on: an outage at ten in the morning skips no day. */
export async function reconcilePastDays(ctx: FinanceContext): Promise<void> {
  const today = hospitalDay(ctx.now())
  const [first] = await ctx.db.select({ at: sql<string | null>`min(${payment.createdAt})` }).from(payment)
  if (!first?.at) return
  const compared = new Set((await ctx.db.select({ day: reconciliation.day }).from(reconciliation)).map(({ day }) => day))
  const since = [addDays(today, -DAYS_BACK), hospitalDay(new Date(first.at))].sort().at(-1)!
  for (let day = since; day < today; day = addDays(day, 1)) if (!compared.has(day)) await reconcileDay(ctx, day)
}
