import { eq } from 'drizzle-orm'
import { service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { FastifyPluginAsync } from 'fastify'
import type { CallbackVerdict } from '@hospital/connectors/wechatpay/port'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { firstArrival } from '@hospital/subgraph/reaction'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { FinanceContext } from '../context.ts'
import { settleRefund } from '../refunds/settle-refund.ts'
import { inbox } from '../tables.ts'
import { settlePayment } from './settle.ts'

export const CALLBACK_PATH = '/callbacks/wechatpay'
const BODY_BYTES = 64 * 1024

type Verified = Extract<CallbackVerdict, { verified: true }>

/** The channel's reports of payments and refunds. The signature is over the raw bytes, so nothing parses them before. */
export const callbackRoutes = (contextFor: (facts: RequestFacts) => FinanceContext): FastifyPluginAsync => async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES }, (_request, body, done) => done(null, body))
  app.post(CALLBACK_PATH, { bodyLimit: BODY_BYTES }, async (request, reply) => {
    const ctx = contextFor({ viewer: service('wechatpay'), requestId: newId(), origin: { ip: request.ip, userAgent: request.headers['user-agent'] ?? null } })
    const verdict = ctx.wechatpay.verifyCallback(request.headers, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    if (!verdict.verified) {
      ctx.log.warn({ reason: verdict.reason, requestId: ctx.requestId, ip: request.ip }, 'callback refused')
      return reply.code(401).send({ code: 'FAIL', message: '签名验证失败' })
    }
    try {
      if (await applyCallback(ctx, verdict)) return await reply.code(204).send()
      ctx.log.warn({ notificationId: verdict.notificationId, requestId: ctx.requestId }, 'callback says what the channel does not confirm')
    } catch (error) {
      ctx.log.error({ err: error, notificationId: verdict.notificationId, requestId: ctx.requestId }, 'callback not applied')
    }
    return reply.code(500).send({ code: 'FAIL', message: '处理失败，请稍后重新通知' })
  })
}

/**
 * A callback only says where to look: what is applied is the channel's answer to our own query, once for each notification.
 * False: the channel does not confirm it (yet), so it shall be sent again.
 */
export async function applyCallback(ctx: FinanceContext, verdict: Verified): Promise<boolean> {
  const key = `wechatpay ${verdict.notificationId}`
  const [seen] = await ctx.db.select({ key: inbox.key }).from(inbox).where(eq(inbox.key, key))
  if (seen) return true
  const apply = await confirmed(ctx, verdict)
  if (!apply) return false
  await inTransaction(ctx, async (tx) => {
    if (await firstArrival(tx, key)) await apply(tx)
  })
  return true
}

async function confirmed(ctx: FinanceContext, verdict: Verified): Promise<((tx: FinanceContext) => Promise<void>) | undefined> {
  if (verdict.kind === 'REFUND') {
    const answer = await ctx.wechatpay.queryRefund(verdict.refund.outRefundNo)
    return answer && answer.state !== 'PROCESSING' ? (tx) => settleRefund(tx, answer) : undefined
  }
  const answer = await ctx.wechatpay.query(verdict.transaction.outTradeNo)
  return answer && (answer.state === 'SUCCESS' || answer.state === 'REFUND') ? (tx) => settlePayment(tx, answer) : undefined
}
