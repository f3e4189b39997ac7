import { and, desc, eq, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { ChannelRefundOrder } from '@hospital/connectors/payments/port'
import { isId, newId, newNumber } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition, type Entity } from '@hospital/subgraph/transitions'
import { asHouse, type FinanceContext } from '../context.ts'
import { book } from '../ledger/ledger.ts'
import { testCharge } from '../tables.ts'
import { getAccount, type ChannelAccountRow } from './account.ts'
import { booksOf } from './channels.ts'
import { dealingOfRow, notifyUrlOf } from './open.ts'
import { testChargeTransitions, type TestChargeStatus } from './test-charge.status.ts'

export type TestChargeRow = typeof testCharge.$inferSelect

/** 0.01 yuan. */
const AMOUNT_FEN = 1
const LIFE_MS = 15 * 60_000
/** Seconds between looks; the last one repeats. */
const LADDER = [5, 10, 15, 30, 60, 300, 1_800]
/** Pages ask again and again; the channel is asked at most once in this time. */
const QUIET_MS = 1_000

/** Beginnings of numbers that no order's payment or refund has. */
export const TEST_PREFIX = 'CS'
const RETURN_PREFIX = 'CT'

function visibleCharges(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'channel:read')) ? undefined : sql`false`
}

const entity = { name: 'TestCharge', table: testCharge, transitions: testChargeTransitions, visible: visibleCharges } satisfies Entity<typeof testCharge, TestChargeStatus, typeof testChargeTransitions>

export async function findTestCharges(ctx: Context, ids: readonly string[]): Promise<TestChargeRow[]> {
  return ctx.db.select().from(testCharge).where(and(inArray(testCharge.id, ids.filter(isId)), visibleCharges(ctx.viewer)))
}

/** The newest one of each account. */
export async function findNewestCharges(ctx: Context, accountIds: readonly string[]): Promise<Map<string, TestChargeRow>> {
  const rows = await ctx.db.selectDistinctOn([testCharge.channelAccountId]).from(testCharge).where(and(inArray(testCharge.channelAccountId, [...accountIds]), visibleCharges(ctx.viewer)))
    .orderBy(testCharge.channelAccountId, desc(testCharge.startedAt))
  return new Map(rows.map((row) => [row.channelAccountId, row]))
}

async function getCharge(ctx: Context, id: string): Promise<TestChargeRow> {
  const [row] = await findTestCharges(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

/**
 * Starts a charge of one fen at an account, enabled or not, and leads to its pay page. While one is under way it is answered again.
 * Refuses NOT_FOUND, PAYMENT_UNAVAILABLE (the channel did not take it, with its code).
 */
export async function startTestCharge(ctx: FinanceContext, accountId: string): Promise<TestChargeRow> {
  const account = await getAccount(ctx, accountId)
  const found = await inTransaction(ctx, (tx) => openCharge(tx, account))
  // One whose time is over is ended first, and makes room for another.
  const over = found.expiresAt <= ctx.now() && (await advance(asHouse(ctx), found)).status === 'CLOSED'
  const row = over ? await inTransaction(ctx, (tx) => openCharge(tx, account)) : found
  if (row.payUrl || row.payForm || row.status !== 'STARTED') return row
  try {
    const link = await dealingOfRow(ctx, account).present({
      method: account.channel === 'WECHATPAY' ? 'WECHAT_H5' : account.channel === 'ALIPAY' ? 'ALIPAY_WAP' : 'UNIONPAY_FRONT', outTradeNo: row.number, startedAt: row.startedAt, amountFen: row.amountFen,
      description: '支付账号测试', expiresAt: row.expiresAt, notifyUrl: notifyUrlOf(ctx, account.channel, account.id), clientIp: ctx.origin.ip,
    })
    const payUrl = link.payForm ? `${ctx.gatewayUrl}/callbacks/unionpay/pay/${row.id}` : (link.payUrl ?? null)
    await ctx.db.update(testCharge).set({ payUrl, payForm: link.payForm ?? null, problem: null }).where(eq(testCharge.id, row.id))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, testChargeId: row.id }, 'test charge not presented')
    await ctx.db.update(testCharge).set({ problem: error.code ?? error.kind }).where(eq(testCharge.id, row.id))
    throw new Refusal('PAYMENT_UNAVAILABLE', { message: '支付渠道没有受理测试支付，请核对账号参数。', details: { code: error.code ?? error.kind } })
  }
  return getCharge(ctx, row.id)
}

async function openCharge(tx: FinanceContext, { id: channelAccountId }: ChannelAccountRow): Promise<TestChargeRow> {
  const live = and(eq(testCharge.channelAccountId, channelAccountId), inArray(testCharge.status, ['STARTED', 'PAID']))
  const at = tx.now()
  const [fresh] = await tx.db.insert(testCharge).values({
    id: newId(), channelAccountId, number: newNumber(TEST_PREFIX, at), refundNumber: newNumber(RETURN_PREFIX, at), amountFen: AMOUNT_FEN,
    startedById: tx.viewer.kind === 'ADMINISTRATOR' ? tx.viewer.administratorId : null, startedAt: at, expiresAt: new Date(at.getTime() + LIFE_MS),
  }).onConflictDoNothing().returning()
  if (!fresh) return (await tx.db.select().from(testCharge).where(live))[0]!
  await audit(tx, 'channel-account.test-charge', { subjectType: 'PaymentChannelAccount', subjectId: channelAccountId, after: { number: fresh.number, amountFen: AMOUNT_FEN } })
  await enqueue(tx, 'followTestCharge', { testChargeId: fresh.id, attempt: 0 }, { runAt: new Date(at.getTime() + LADDER[0]! * 1_000), key: fresh.id })
  return fresh
}

/** Asks the channel for the charge's next step, for a page that shows its course. Refuses NOT_FOUND. */
export async function refreshTestCharge(ctx: FinanceContext, id: string): Promise<TestChargeRow> {
  const row = await getCharge(ctx, id)
  const now = ctx.now()
  const quiet = or(isNull(testCharge.checkedAt), lt(testCharge.checkedAt, new Date(now.getTime() - QUIET_MS)))
  const turn = await ctx.db.update(testCharge).set({ checkedAt: now }).where(and(eq(testCharge.id, id), inArray(testCharge.status, ['STARTED', 'PAID']), quiet)).returning({ id: testCharge.id })
  if (turn.length) await advance(asHouse(ctx), row)
  return getCharge(ctx, id)
}

/** Goes on with a charge until it has come back, or was given up unpaid. */
export async function followTestCharge(ctx: FinanceContext, { testChargeId, attempt }: { testChargeId: string; attempt: number }): Promise<void> {
  const row = await getCharge(ctx, testChargeId)
  const now = await advance(ctx, row)
  if (now.status === 'RETURNED' || now.status === 'CLOSED') return
  const next = now.status === row.status ? attempt + 1 : 0
  const runAt = new Date(ctx.now().getTime() + LADDER[Math.min(next, LADDER.length - 1)]! * 1_000)
  await inTransaction(ctx, (tx) => enqueue(tx, 'followTestCharge', { testChargeId, attempt: next }, { runAt, key: testChargeId }))
}

/** As the house. What the channel says is applied once, however often it is asked. */
export async function advance(ctx: FinanceContext, row: TestChargeRow): Promise<TestChargeRow> {
  try {
    const paid = row.status === 'PAID' || (await takePayment(ctx, row))
    if (paid) await giveBack(ctx, row.id)
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, testChargeId: row.id }, 'test charge not known yet')
    await ctx.db.update(testCharge).set({ problem: error.code ?? error.kind }).where(eq(testCharge.id, row.id))
  }
  return getCharge(ctx, row.id)
}

/** Whether it has been paid. One whose time is over is closed. */
async function takePayment(ctx: FinanceContext, row: TestChargeRow): Promise<boolean> {
  const account = await getAccount(ctx, row.channelAccountId)
  const dealing = dealingOfRow(ctx, account)
  const trade = { outTradeNo: row.number, startedAt: row.startedAt }
  const answer = await dealing.query(trade)
  const paid = answer?.state === 'SUCCESS' || answer?.state === 'REFUND'
  if (paid && answer!.amountFen === row.amountFen) {
    await inTransaction(ctx, async (tx) => {
      const received = await tryTransition(tx, entity, row.id, 'receive', { channelTransactionId: answer!.transactionId, paidAt: answer!.paidAt ?? tx.now(), problem: null })
      if (!received) return
      await book(tx, { fact: 'TEST_CHARGE_RECEIVED', factId: row.id, debit: booksOf(account.channel), credit: 'TEST_CHARGES', amountFen: row.amountFen, memo: `测试支付 ${row.number} 到账` })
      // Also where it had been given up: it is followed until it has gone back.
      await enqueue(tx, 'followTestCharge', { testChargeId: row.id, attempt: 0 }, { runAt: new Date(tx.now().getTime() + LADDER[0]! * 1_000), key: row.id })
    })
    return true
  }
  if (row.status === 'STARTED' && row.expiresAt <= ctx.now()) {
    await dealing.close(trade)
    await inTransaction(ctx, (tx) => tryTransition(tx, entity, row.id, 'close'))
  }
  return false
}

async function giveBack(ctx: FinanceContext, id: string): Promise<void> {
  const row = await getCharge(ctx, id)
  if (row.status !== 'PAID') return
  const account = await getAccount(ctx, row.channelAccountId)
  const dealing = dealingOfRow(ctx, account)
  const order: ChannelRefundOrder = {
    outRefundNo: row.refundNumber, refundFen: row.amountFen, requestedAt: row.startedAt, notifyUrl: notifyUrlOf(ctx, account.channel, account.id), reason: '支付账号测试',
    trade: { outTradeNo: row.number, startedAt: row.startedAt, transactionId: row.channelTransactionId, amountFen: row.amountFen },
  }
  const known = await dealing.queryRefund(order)
  const answer = known ?? (await dealing.refund(order))
  if (answer.state !== 'SUCCESS' || answer.refundFen !== row.amountFen) return
  await inTransaction(ctx, async (tx) => {
    const returned = await tryTransition(tx, entity, row.id, 'giveBack', { returnedAt: answer.succeededAt ?? tx.now(), problem: null })
    if (returned) await book(tx, { fact: 'TEST_CHARGE_RETURNED', factId: row.id, debit: 'TEST_CHARGES', credit: booksOf(account.channel), amountFen: row.amountFen, memo: `测试支付 ${row.number} 退回` })
  })
}

/** A report about a test charge says only that it is time to look. False: there is no such charge of this account. */
export async function hearOfTestCharge(ctx: FinanceContext, channelAccountId: string, number: string): Promise<boolean> {
  const [row] = await ctx.db.select().from(testCharge).where(and(or(eq(testCharge.number, number), eq(testCharge.refundNumber, number)), eq(testCharge.channelAccountId, channelAccountId), visibleCharges(ctx.viewer)))
  if (!row) return false
  await advance(ctx, row)
  return true
}

export const isTestNumber = (number: string) => number.startsWith(TEST_PREFIX) || number.startsWith(RETURN_PREFIX)
