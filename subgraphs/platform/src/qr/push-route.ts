import { createHash } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import { blindIndexes } from '@hospital/access/personal-data'
import { service } from '@hospital/access/viewer'
import type { PushEvent, PushQuery } from '@hospital/connectors/wechat/push'
import type { Reply } from '@hospital/connectors/wechat/reply'
import { newId } from '@hospital/database/identifier'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { firstArrival } from '@hospital/subgraph/reaction'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import type { PlatformContext } from '../context.ts'
import { findByCode, type QrCodeRow } from './qr-code.ts'
import { countPush, landingOf } from './scan.ts'
import { titlesOf } from './titles.ts'

export const PUSH_PATH = '/callbacks/wechat/push'
const BODY_BYTES = 64 * 1024

/** What happens at the official account. WeChat waits five seconds and asks three times; it gets its answer from one look at the database. */
export const pushRoutes = (contextFor: (facts: RequestFacts) => PlatformContext): FastifyPluginAsync => async (app) => {
  app.get<{ Querystring: Record<string, string> }>(PUSH_PATH, async (request, reply) => {
    const ctx = contextFor({ viewer: service('wechat'), requestId: newId(), origin: { ip: request.ip, userAgent: request.headers['user-agent'] ?? null } })
    const echo = ctx.wechat.verifyAddress(request.query)
    return echo === null ? reply.code(401).type('text/plain').send('') : reply.type('text/plain; charset=utf-8').send(echo)
  })
  app.post<{ Querystring: PushQuery }>(PUSH_PATH, { bodyLimit: BODY_BYTES }, async (request, reply) => {
    const ctx = contextFor({ viewer: service('wechat'), requestId: newId(), origin: { ip: request.ip, userAgent: request.headers['user-agent'] ?? null } })
    const verdict = ctx.wechat.verifyPush(request.query, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    if (!verdict.verified) {
      ctx.log.warn({ reason: verdict.reason, ip: request.ip }, 'push refused')
      return reply.code(401).type('text/plain').send('')
    }
    try {
      const answer = await receivePush(ctx, verdict.event)
      return await reply.type(answer ? 'application/xml; charset=utf-8' : 'text/plain').send(ctx.wechat.printReply(answer, verdict.sealed))
    } catch (error) {
      ctx.log.error({ err: error }, 'push not applied')
      return reply.code(500).type('text/plain').send('')
    }
  })
}

/** Counts a scan, and hands on who follows and which message arrived, once however often it is told; answers with the way on. */
export async function receivePush(ctx: PlatformContext, event: PushEvent): Promise<Reply> {
  const row = event.scene ? await findByCode(ctx, event.scene) : undefined
  const scanned = row && row.channel !== 'LINK' ? row : undefined
  const key = `wechat ${createHash('sha256').update(event.key).digest('base64url')}`
  await inTransaction(ctx, async (tx) => {
    if (!(await firstArrival(tx, key))) return
    if (scanned) await countPush(tx, scanned, event.openId, key, event.kind === 'SUBSCRIBE')
    await handOn(tx, event)
  })
  if (event.kind !== 'SUBSCRIBE' && event.kind !== 'SCAN') return null
  return scanned?.enabled ? wayTo(ctx, scanned, event) : { to: event, article: { title: '欢迎关注', description: '预约挂号、在线咨询、查报告', url: `${ctx.patientUrl}/` } }
}

/** What the patients' subgraph has to know. It knows people by the keyed print of their openid, which alone travels. */
async function handOn(tx: PlatformContext, { kind, openId, createdAt, sent }: PushEvent): Promise<void> {
  const at = createdAt.toISOString()
  if (kind === 'SUBSCRIBE' || kind === 'UNSUBSCRIBE') await emit(tx, 'wechat.follow-changed', { prints: blindIndexes(tx.keys, openId), following: kind === 'SUBSCRIBE', at })
  for (const { messageId, outcome } of sent) await emit(tx, 'wechat.message-ended', { messageId, delivered: outcome === 'SUCCESS', code: outcome === 'SUCCESS' ? 'DELIVERED' : outcome, at })
}

async function wayTo(ctx: PlatformContext, row: QrCodeRow, to: PushEvent): Promise<Reply> {
  const { name, department, institution } = (await titlesOf(ctx, [row])).get(row.id)!
  const title = row.target === 'DOCTOR' ? `${name}医生的主页` : row.target === 'DEPARTMENT' ? name : '欢迎关注'
  const description = row.target === 'ACCOUNT' ? '预约挂号、在线咨询、查报告' : [institution, department, '点击查看出诊时间，预约或咨询'].filter(Boolean).join(' · ')
  return { to, article: { title, description, url: `${ctx.patientUrl}${landingOf(row)}` } }
}
