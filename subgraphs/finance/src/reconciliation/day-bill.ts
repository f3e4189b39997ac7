import { and, eq, exists, or, sql } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { BillLine, DayBill } from '@hospital/connectors/payments/bill'
import { Refusal } from '@hospital/subgraph/refusal'
import { FILE_ACCOUNT_ID } from '../channels/channels.ts'
import { dealingOfRow } from '../channels/open.ts'
import type { FinanceContext } from '../context.ts'
import { channelAccount, payment, testCharge } from '../tables.ts'
import type { Bill } from './compare.ts'
import { inOrderNumbers, MIDNIGHT_MS } from './his-lines.ts'
import { insurersBill } from './insurers-bill.ts'
import { spanOf, type ReconciledChannel, type Span } from './reconciled-channel.ts'

type PaymentChannelOf = Extract<ReconciledChannel, 'WECHATPAY' | 'ALIPAY' | 'UNIONPAY'>

/**
 * What a channel says of a day. Null: it has no bill of it, since nothing was traded or since it is not made yet.
 * Refuses PAYMENT_UNAVAILABLE, BILL_NOT_READY, BILL_UNREADABLE.
 */
export async function billOf(ctx: FinanceContext, channel: ReconciledChannel, day: string): Promise<Bill | null> {
  const span = spanOf(channel, day)
  try {
    switch (channel) {
      case 'INSURANCE': return await insurersBill(ctx, day, span)
      case 'HOSPITAL_CARD': return whole((await ctx.his.cardStatement(span)).map(({ kind, reference, amountFen, serial }) => ({ kind: kind === 'CHARGE' ? 'PAYMENT' : 'REFUND', number: reference, channelNo: serial, fen: amountFen })))
      case 'HIS': return await statementOfHis(ctx, span)
      default: return await channelsBill(ctx, channel, day)
    }
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, day, channel }, 'bill not had')
    const statement = channel === 'HIS' || channel === 'HOSPITAL_CARD'
    if (error.code === 'BILL_UNREADABLE' || (statement && error.kind === 'GARBAGE')) throw new Refusal('BILL_UNREADABLE')
    if (error.code === 'STATEMENT_CREATING') throw new Refusal('BILL_NOT_READY')
    throw new Refusal('PAYMENT_UNAVAILABLE', { message: '渠道账单暂时无法下载，请稍后重试。' })
  }
}

const whole = (lines: BillLine[]): DayBill => ({ lines, feeFen: 0 })

/** Of every account at the channel that is in use, or that money went through. */
async function channelsBill(ctx: FinanceContext, channel: PaymentChannelOf, day: string): Promise<DayBill | null> {
  const rows = await ctx.db.select().from(channelAccount).where(and(eq(channelAccount.channel, channel), or(
    eq(channelAccount.id, FILE_ACCOUNT_ID), eq(channelAccount.enabled, true), exists(sql`(select 1 from ${payment} where ${payment.channelAccountId} = ${channelAccount.id})`), exists(sql`(select 1 from ${testCharge} where ${testCharge.channelAccountId} = ${channelAccount.id})`),
  )))
  if (!rows.length) return whole([])
  const bills = (await Promise.all(rows.map((row) => dealingOfRow(ctx, row).dayBill(day)))).flatMap((bill) => bill ?? [])
  if (!bills.length) return null
  const flow = bills.flatMap((bill) => bill.flow ?? [])
  return { lines: bills.flatMap(({ lines }) => lines), feeFen: bills.reduce((sum, { feeFen }) => sum + feeFen, 0), ...(channel === 'WECHATPAY' && { flow }) }
}

/** What stands beside the day is not missed in it. */
async function statementOfHis(ctx: FinanceContext, { from, to }: Span): Promise<Bill> {
  const [day, before, after] = await Promise.all([{ from, to }, { from: new Date(from.getTime() - MIDNIGHT_MS), to: from }, { from: to, to: new Date(to.getTime() + MIDNIGHT_MS) }].map((span) => ctx.his.statement(span)))
  const nearby = await inOrderNumbers(ctx, [...before!, ...after!])
  return { ...whole(await inOrderNumbers(ctx, day!)), nearby: new Set(nearby.map(({ number }) => number)) }
}
