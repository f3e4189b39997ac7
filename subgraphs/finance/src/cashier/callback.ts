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
import { refuseNotice } from '../alerts/refused-notice.ts'
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
  const refuseMethod = (channel: PaymentChannel) => async (request: Request, reply: FastifyReply) => {
    await refuseNotice(contextOf(request, channel.toLowerCase()), { channel, reason: 'METHOD_WRONG' })
    return reply.code(405).header('allow', 'POST').send(ANSWERS[channel].refused[1])
  }
  app.post('/callbacks/wechatpay', { bodyLimit: BODY_BYTES }, take('WECHATPAY'))
  app.post('/callbacks/wechatpay/:accountId', { bodyLimit: BODY_BYTES }, take('WECHATPAY'))
  app.post('/callbacks/alipay/:accountId', { bodyLimit: BODY_BYTES }, take('ALIPAY'))
  app.post('/callbacks/unionpay/:accountId', { bodyLimit: BODY_BYTES }, take('UNIONPAY'))
  app.get('/callbacks/wechatpay', refuseMethod('WECHATPAY'))
  for (const channel of ['WECHATPAY', 'ALIPAY', 'UNIONPAY'] as const) app.get(`/callbacks/${channel.toLowerCase()}/:accountId`, refuseMethod(channel))
  payerRoutes(app, (request) => contextOf(request, 'unionpay'))
}

async function receive(ctx: FinanceContext, channel: PaymentChannel, { headers, body, params }: Request): Promise<'applied' | 'refused' | 'again'> {
  const accountId = params.accountId ?? FILE_ACCOUNT_ID
  const dealing = await dealingOf(ctx, accountId).catch(unlessMissing)
  const verdict = dealing?.channel === channel ? dealing.verify(headers, Buffer.isBuffer(body) ? body : Buffer.alloc(0)) : ({ verified: false, reason: 'ACCOUNT_UNKNOWN' } as const)
  if (!verdict.verified) {
    await refuseNotice(ctx, { channel, reason: verdict.reason })
    return 'refused'
  }
  try {
    const outcome = await takeCallback(ctx, verdict, accountId)
    if (outcome === 'APPLIED') return 'applied'
    await refuseNotice(ctx, { channel, reason: outcome })
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
export const applyCallback = async (ctx: FinanceContext, verdict: Verified, accountId = FILE_ACCOUNT_ID): Promise<boolean> => (await takeCallback(ctx, verdict, accountId)) === 'APPLIED'

/** NOT_CONFIRMED: the channel itself does not say so (yet). ORDER_FOREIGN: neither it nor this account knows it. AMOUNT_DIFFERS: it says another amount. */
type Outcome = 'APPLIED' | 'NOT_CONFIRMED' | 'ORDER_FOREIGN' | 'AMOUNT_DIFFERS'

async function takeCallback(ctx: FinanceContext, verdict: Verified, accountId: string): Promise<Outcome> {
  const key = `${accountId === FILE_ACCOUNT_ID ? 'wechatpay' : accountId} ${verdict.notificationId}`
  const [seen] = await ctx.db.select({ key: inbox.key }).from(inbox).where(eq(inbox.key, key))
  if (seen) return 'APPLIED'
  const number = verdict.kind === 'REFUND' ? verdict.refund.outRefundNo : verdict.transaction.outTradeNo
  if (isTestNumber(number)) return (await hearOfTestCharge(ctx, accountId, number)) ? 'APPLIED' : 'NOT_CONFIRMED'
  const apply = await confirmed(ctx, verdict, accountId)
  if (typeof apply === 'string') return apply
  await inTransaction(ctx, async (tx) => {
    if (await firstArrival(tx, key)) await apply(tx)
  })
  return 'APPLIED'
}

type Apply = (tx: FinanceContext) => Promise<void>

type NotTaken = Exclude<Outcome, 'APPLIED'>

async function confirmed(ctx: FinanceContext, verdict: Verified, accountId: string): Promise<Apply | NotTaken> {
  return verdict.kind === 'REFUND' ? confirmedRefund(ctx, verdict.refund.outRefundNo, accountId) : confirmedPayment(ctx, verdict.transaction, accountId)
}

async function confirmedRefund(ctx: FinanceContext, outNumber: string, accountId: string): Promise<Apply | NotTaken> {
  const row = await findRefundByOutNumber(ctx, outNumber)
  const dealing = await dealingOf(ctx, accountId)
  // A refund that we know nothing of is asked about all the same, where its number is enough: it needs a person.
  const answer = row && outRefundNo(row) === outNumber ? await askForRefund(ctx, row) : await dealing.queryRefund(unknownRefund(ctx, outNumber))
  if (!answer) return row ? 'NOT_CONFIRMED' : 'ORDER_FOREIGN'
  return answer.state !== 'PROCESSING' ? (tx) => settleRefund(tx, answer) : 'NOT_CONFIRMED'
}

const unknownRefund = (ctx: FinanceContext, outNumber: string) =>
  ({ outRefundNo: outNumber, refundFen: 0, requestedAt: ctx.now(), notifyUrl: '', trade: { outTradeNo: outNumber, startedAt: ctx.now(), transactionId: null, amountFen: 0 } })

async function confirmedPayment(ctx: FinanceContext, told: { outTradeNo: string; amountFen: number }, accountId: string): Promise<Apply | NotTaken> {
  const row = await findPaymentByNumber(ctx, told.outTradeNo)
  if (row && row.channelAccountId !== accountId) return 'ORDER_FOREIGN'
  const dealing = await dealingOf(ctx, accountId)
  const answer = await dealing.query(row ? tradeOf(row) : { outTradeNo: told.outTradeNo, startedAt: ctx.now() })
  if (!answer || (answer.state !== 'SUCCESS' && answer.state !== 'REFUND')) return row ? 'NOT_CONFIRMED' : 'ORDER_FOREIGN'
  const differs = answer.amountFen !== told.amountFen
  // WeChat Pay's reports are sealed besides being signed, and its answer is applied; of the others, one that tells another amount is none of theirs.
  if (differs && dealing.channel !== 'WECHATPAY') return 'AMOUNT_DIFFERS'
  if (differs) await refuseNotice(ctx, { channel: 'WECHATPAY', reason: 'AMOUNT_DIFFERS' })
  return (tx) => settlePayment(tx, answer)
}
