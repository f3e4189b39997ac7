import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { firstArrival } from '@hospital/subgraph/reaction'
import { inTransaction } from '@hospital/subgraph/transaction'
import { refuseNotice } from '../alerts/refused-notice.ts'
import { askChannel } from '../cashier/channel.ts'
import { findPaymentByNumber } from '../cashier/payment.ts'
import type { FinanceContext } from '../context.ts'

/** Where the insurer reports settlements. */
export const INSURANCE_CALLBACK_PATH = '/callbacks/insurance'
const BODY_BYTES = 64 * 1024

/** The insurer's reports. They only say where to look: what is applied is the answer to our own query. */
export const insuranceCallbackRoutes = (contextFor: (facts: RequestFacts) => FinanceContext): FastifyPluginAsync => async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES }, (_request, body, done) => done(null, body))
  const contextOf = (request: FastifyRequest) => contextFor({ viewer: service('insurance'), requestId: newId(), origin: { ip: request.ip, userAgent: request.headers['user-agent'] ?? null } })
  app.get(INSURANCE_CALLBACK_PATH, async (request, reply) => {
    await refuseNotice(contextOf(request), { channel: 'INSURANCE', reason: 'METHOD_WRONG' })
    return reply.code(405).header('allow', 'POST').send({ code: 405, message: '请使用 POST' })
  })
  app.post(INSURANCE_CALLBACK_PATH, { bodyLimit: BODY_BYTES }, async (request, reply) => {
    const ctx = contextOf(request)
    const verdict = ctx.insurance.verifyCallback(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    if (!verdict.verified) {
      await refuseNotice(ctx, { channel: 'INSURANCE', reason: verdict.reason })
      return reply.code(401).send({ code: 401, message: '验签失败' })
    }
    const row = await findPaymentByNumber(ctx, verdict.number)
    if (row?.method !== 'INSURANCE') {
      await refuseNotice(ctx, { channel: 'INSURANCE', reason: 'ORDER_FOREIGN' })
      return reply.code(404).send({ code: 404, message: '订单不存在' })
    }
    await askChannel(ctx, row)
    await inTransaction(ctx, (tx) => firstArrival(tx, `insurance ${verdict.notificationId}`))
    return reply.code(200).send({ code: 0, message: 'success' })
  })
}
