import { and, eq, gt, isNotNull, isNull, lt } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { blindIndexes } from '@hospital/access/personal-data'
import { service } from '@hospital/access/viewer'
import type { SmsPort, SmsProvider, SmsReceipt } from '@hospital/connectors/sms/port'
import { newId } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { firstArrival } from '@hospital/subgraph/reaction'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import type { PatientsContext } from '../context.ts'
import { messageSending } from '../tables.ts'

const BODY_BYTES = 256 * 1024
/** No call to a provider takes longer. */
const CALL_MS = 30_000

/**
 * Receipts of the providers of text messages. Neither signs them, so what may be believed is: they come to the secret address, speak of a sending that we
 * know, and name the number that it went to. Applied once each.
 */
export const receiptRoutes = (contextFor: (facts: RequestFacts) => PatientsContext): FastifyPluginAsync => async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES }, (_request, body, done) => done(null, body))
  app.post<{ Params: { provider: string; secret: string } }>('/callbacks/sms/:provider/:secret', { bodyLimit: BODY_BYTES }, async (request, reply) => {
    const ctx = contextFor({ viewer: service('sms'), requestId: newId(), origin: { ip: request.ip, userAgent: request.headers['user-agent'] ?? null } })
    const [provider, port] = portOf(ctx, request.params.provider)
    if (!port?.ownsAddress(request.params.secret)) {
      ctx.log.warn({ requestId: ctx.requestId, ip: request.ip }, 'receipt refused: wrong address')
      return reply.code(403).send({ code: 'FORBIDDEN' })
    }
    const receipts = port.readReceipts(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    if (!receipts) return reply.code(400).send(port.receiptAnswer(false))
    const taken = await takeReceipts(ctx, provider!, receipts)
    return reply.code(taken ? 200 : 503).send(port.receiptAnswer(taken))
  })
}

function portOf(ctx: PatientsContext, name: string): [SmsProvider, SmsPort | undefined] | [undefined, undefined] {
  if (name === 'tencent') return ['TENCENT', ctx.sms]
  return name === 'aliyun' ? ['ALIYUN', ctx.aliyunSms] : [undefined, undefined]
}

/** False: one of them speaks of a sending whose answer we may still wait for, so they shall come again. */
async function takeReceipts(ctx: PatientsContext, provider: SmsProvider, receipts: readonly SmsReceipt[]): Promise<boolean> {
  let taken = true
  for (const receipt of receipts) taken = (await takeReceipt(ctx, provider, receipt)) && taken
  return taken
}

async function takeReceipt(ctx: PatientsContext, provider: SmsProvider, { serialNo, phone, delivered, code }: SmsReceipt): Promise<boolean> {
  const [sending] = await ctx.db.select().from(messageSending).where(and(eq(messageSending.provider, provider), eq(messageSending.serialNo, serialNo)))
  // Sign-in codes have receipts, too: nobody waits for those.
  if (!sending) return !(await callsInFlight(ctx))
  if (!blindIndexes(ctx.keys, phone).includes(sending.phoneIndex ?? '')) {
    ctx.log.warn({ requestId: ctx.requestId, deliveryId: sending.deliveryId }, 'receipt refused: another number')
    return true
  }
  await inTransaction(ctx, async (tx) => {
    if (!(await firstArrival(tx, `receipt ${provider} ${serialNo}`))) return
    await emit(tx, 'message.receipt', { deliveryId: sending.deliveryId, attempt: sending.attempt, delivered, code, at: tx.now().toISOString() })
  })
  return true
}

/** How the job of a template message ended. WeChat tells once: where the call may not have been answered yet, it is heard again in a moment. */
export async function takeMessageEnd(tx: Context, { messageId, delivered, code, at }: EventPayloads['wechat.message-ended']): Promise<void> {
  const [sending] = await tx.db.select().from(messageSending).where(and(eq(messageSending.provider, 'WECHAT'), eq(messageSending.serialNo, messageId)))
  if (sending) return emit(tx, 'message.receipt', { deliveryId: sending.deliveryId, attempt: sending.attempt, delivered, code, at })
  if (await callsInFlight(tx)) throw new Error('A message has ended whose call is under way')
}

async function callsInFlight(ctx: Context): Promise<boolean> {
  const since = new Date(ctx.now().getTime() - CALL_MS)
  const calls = await ctx.db.select({ attempt: messageSending.attempt }).from(messageSending).where(and(isNotNull(messageSending.calledAt), isNull(messageSending.answeredAt), gt(messageSending.calledAt, since))).limit(1)
  return calls.length > 0
}

const KEPT_DAYS = 30

/** Receipts come within days. */
export async function forgetSendings(ctx: Context): Promise<void> {
  await ctx.db.delete(messageSending).where(lt(messageSending.answeredAt, new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000)))
}
