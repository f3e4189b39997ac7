import { eq } from 'drizzle-orm'
import { service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { ChannelCallback } from '@hospital/connectors/payments/port'
import type { PaymentChannel } from '@hospital/configuration/payment-channels'
import { Refusal } from '@hospital/subgraph/refusal'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { firstArrival } from '@hospital/subgraph/reaction'
import { inTransaction } from '@hospital/subgraph/transaction'
import { FILE_ACCOUNT_ID } from '../channels/channels.ts'
import { dealingOf } from '../channels/open.ts'
import { hearOfTestCharge, isTestNumber } from '../channels/test-charge.ts'
import type { FinanceContext } from '../context.ts'
import { findRefundByOutNumber, outRefundNo } from '../refunds/refund.ts'
import { askForRefund } from '../refunds/send-refund.ts'
import { settleRefund } from '../refunds/settle-refund.ts'
import { inbox } from '../tables.ts'
import { findPaymentByNumber } from './payment.ts'
import { payerRoutes } from './payer-routes.ts'
import { settlePayment } from './settle.ts'
import { tradeOf } from './channel.ts'

const BODY_BYTES = 64 * 1024

type Verified = Extract<ChannelCallback, { verified: true }>
type Request = FastifyRequest<{ Params: { accountId?: string } }>

/** What each channel wants to hear: that it was applied, that it is not believed, that it shall be sent again. */
const ANSWERS: { [C in PaymentChannel]: Record<'applied' | 'refused' | 'again', [status: number, body?: unknown]> } = {
  WECHATPAY: { applied: [204], refused: [401, { code: 'FAIL', message: '签名验证失败' }], again: [500, { code: 'FAIL', message: '处理失败，请稍后重新通知' }] },
  ALIPAY: { applied: [200, 'success'], refused: [401, 'fail'], again: [500, 'fail'] },
  UNIONPAY: { applied: [200, 'ok'], refused: [401, 'fail'], again: [500, 'fail'] },
}

/** The channels' reports of payments and refunds. The signature is over the raw bytes, so nothing parses them before. */
export const callbackRoutes = (contextFor: (facts: RequestFacts) => FinanceContext): FastifyPluginAsync => async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES }, (_request, body, done) => done(null, body))
  const contextOf = (request: FastifyRequest, party: string) =>
    contextFor({ viewer: service(party), requestId: newId(), origin: { ip: request.ip, userAgent: request.headers['user-agent'] ?? null } })
  const take = (channel: PaymentChannel) => async (request: Request, reply: FastifyReply) => {
    const [status, body] = ANSWERS[channel][await receive(contextOf(request, channel.toLowerCase()), channel, request)]
    return reply.code(status).send(body)
  }
  app.post('/callbacks/wechatpay', { bodyLimit: BODY_BYTES }, take('WECHATPAY'))
  app.post('/callbacks/wechatpay/:accountId', { bodyLimit: BODY_BYTES }, take('WECHATPAY'))
  app.post('/callbacks/alipay/:accountId', { bodyLimit: BODY_BYTES }, take('ALIPAY'))
  app.post('/callbacks/unionpay/:accountId', { bodyLimit: BODY_BYTES }, take('UNIONPAY'))
  payerRoutes(app, (request) => contextOf(request, 'unionpay'))
}

async function receive(ctx: FinanceContext, channel: PaymentChannel, { headers, body, params, ip }: Request): Promise<'applied' | 'refused' | 'again'> {
  const accountId = params.accountId ?? FILE_ACCOUNT_ID
  const dealing = await dealingOf(ctx, accountId).catch(unlessMissing)
  const verdict = dealing?.channel === channel ? dealing.verify(headers, Buffer.isBuffer(body) ? body : Buffer.alloc(0)) : ({ verified: false, reason: 'ACCOUNT_UNKNOWN' } as const)
  if (!verdict.verified) {
    ctx.log.warn({ reason: verdict.reason, channel, requestId: ctx.requestId, ip }, 'callback refused')
    return 'refused'
  }
  try {
    if (await applyCallback(ctx, verdict, accountId)) return 'applied'
    ctx.log.warn({ notificationId: verdict.notificationId, channel, requestId: ctx.requestId }, 'callback says what the channel does not confirm')
  } catch (error) {
    ctx.log.error({ err: error, notificationId: verdict.notificationId, channel, requestId: ctx.requestId }, 'callback not applied')
  }
  return 'again'
}

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof Refusal && error.code === 'NOT_FOUND')) throw error
}

/**
 * A callback only says where to look: what is applied is the channel's answer to our own query, once for each notification.
 * False: the channel does not confirm it (yet), so it shall be sent again.
 */
export async function applyCallback(ctx: FinanceContext, verdict: Verified, accountId = FILE_ACCOUNT_ID): Promise<boolean> {
  const key = `${accountId === FILE_ACCOUNT_ID ? 'wechatpay' : accountId} ${verdict.notificationId}`
  const [seen] = await ctx.db.select({ key: inbox.key }).from(inbox).where(eq(inbox.key, key))
  if (seen) return true
  const number = verdict.kind === 'REFUND' ? verdict.refund.outRefundNo : verdict.transaction.outTradeNo
  if (isTestNumber(number)) return hearOfTestCharge(ctx, accountId, number)
  const apply = await confirmed(ctx, verdict, accountId)
  if (!apply) return false
  await inTransaction(ctx, async (tx) => {
    if (await firstArrival(tx, key)) await apply(tx)
  })
  return true
}

type Apply = (tx: FinanceContext) => Promise<void>

/** Undefined: the channel does not say so itself, or it is not this account's business. */
async function confirmed(ctx: FinanceContext, verdict: Verified, accountId: string): Promise<Apply | undefined> {
  return verdict.kind === 'REFUND' ? confirmedRefund(ctx, verdict.refund.outRefundNo, accountId) : confirmedPayment(ctx, verdict.transaction, accountId)
}

async function confirmedRefund(ctx: FinanceContext, outNumber: string, accountId: string): Promise<Apply | undefined> {
  const row = await findRefundByOutNumber(ctx, outNumber)
  const dealing = await dealingOf(ctx, accountId)
  // A refund that we know nothing of is asked about all the same, where its number is enough: it needs a person.
  const answer = row && outRefundNo(row) === outNumber ? await askForRefund(ctx, row) : await dealing.queryRefund(unknownRefund(ctx, outNumber))
  return answer && answer.state !== 'PROCESSING' ? (tx) => settleRefund(tx, answer) : undefined
}

const unknownRefund = (ctx: FinanceContext, outNumber: string) =>
  ({ outRefundNo: outNumber, refundFen: 0, requestedAt: ctx.now(), notifyUrl: '', trade: { outTradeNo: outNumber, startedAt: ctx.now(), transactionId: null, amountFen: 0 } })

async function confirmedPayment(ctx: FinanceContext, told: { outTradeNo: string; amountFen: number }, accountId: string): Promise<Apply | undefined> {
  const row = await findPaymentByNumber(ctx, told.outTradeNo)
  if (row && row.channelAccountId !== accountId) return undefined
  const dealing = await dealingOf(ctx, accountId)
  const answer = await dealing.query(row ? tradeOf(row) : { outTradeNo: told.outTradeNo, startedAt: ctx.now() })
  if (!answer || (answer.state !== 'SUCCESS' && answer.state !== 'REFUND')) return undefined
  // WeChat Pay's reports are sealed besides being signed; of the others, one that tells another amount than the channel does is none of its own.
  if (dealing.channel !== 'WECHATPAY' && answer.amountFen !== told.amountFen) return undefined
  return (tx) => settlePayment(tx, answer)
}
