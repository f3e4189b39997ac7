import type { FastifyPluginAsync } from 'fastify'
import { service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { firstArrival } from '@hospital/subgraph/reaction'
import { inTransaction } from '@hospital/subgraph/transaction'
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
  app.post(INSURANCE_CALLBACK_PATH, { bodyLimit: BODY_BYTES }, async (request, reply) => {
    const ctx = contextFor({ viewer: service('insurance'), requestId: newId(), origin: { ip: request.ip, userAgent: request.headers['user-agent'] ?? null } })
    const verdict = ctx.insurance.verifyCallback(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    if (!verdict.verified) {
      ctx.log.warn({ requestId: ctx.requestId, ip: request.ip }, 'insurance callback refused')
      return reply.code(401).send({ code: 401, message: '验签失败' })
    }
    const row = await findPaymentByNumber(ctx, verdict.number)
    if (row) await askChannel(ctx, row)
    await inTransaction(ctx, (tx) => firstArrival(tx, `insurance ${verdict.notificationId}`))
    return reply.code(200).send({ code: 0, message: 'success' })
  })
}
