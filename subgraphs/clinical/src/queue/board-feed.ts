import { and, eq, exists, inArray, notInArray, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { service } from '@hospital/access/viewer'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HisBoardTicket } from '@hospital/connectors/his/board'
import { hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { keepWatermark, newestOf, watermarkOf } from '../his-watermark.ts'
import { queue, ticket } from '../tables/queue.ts'
import { schedule } from '../tables/scheduling.ts'
import { applyBoard } from './board-applying.ts'

const SOURCE = 'board'
/** Before it was ever asked: a board is of one day. */
const FIRST_LOOK_MS = 12 * 3_600_000
/** News may come so much later than others that are newer: what is read again and is known changes nothing. */
const OVERLAP_MS = 15 * 60_000
/** While somebody waits on such a board it is asked so often, should notices be lost. */
const FOLLOWING_MS = 5_000

/**
 * News of the hospital's own calling system: asked for when it says that something moved (`/callbacks/his/board`), every few seconds while
 * somebody waits there, and every minute. What is read is how each person stands now, so lost, late and repeated notices do no harm.
 */
export async function refreshBoard(ctx: ClinicalContext): Promise<void> {
  const mark = (await watermarkOf(ctx, SOURCE))?.updatedAt
  const since = new Date(mark ? mark.getTime() - OVERLAP_MS : ctx.now().getTime() - FIRST_LOOK_MS)
  try {
    const { tickets } = await ctx.his.listBoardTickets({ since })
    const passedOver = await applyAll(ctx, tickets)
    await inTransaction(ctx, async (tx) => {
      // What could not be taken over yet is asked for again.
      await keepWatermark(tx, SOURCE, passedOver.length ? null : newestOf(tickets))
      if (await someoneWaits(tx)) await enqueue(tx, 'followBoard', {}, { key: 'board', runAt: new Date(tx.now().getTime() + FOLLOWING_MS) })
    })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'calling board')
  }
}

/** Some tickets as they stand there at this moment. */
export async function lookAtBoard(ctx: ClinicalContext, { ticketIds }: { ticketIds: readonly string[] }): Promise<void> {
  const found = await Promise.all(ticketIds.map((id) => ctx.his.findBoardTicket(id)))
  await applyAll(ctx, found.filter((one) => one !== null), { again: true })
}

/** By board, each in a transaction. Who stands in the way of somebody is looked at once more: news of one may come before those of the other. */
async function applyAll(ctx: ClinicalContext, tickets: readonly HisBoardTicket[], { again = false } = {}): Promise<HisBoardTicket[]> {
  if (!tickets.length) return []
  const clinics = await ctx.db.select({ hisId: schedule.hisId, queueId: schedule.queueId }).from(schedule).where(inArray(schedule.hisId, [...new Set(tickets.map((one) => one.hisScheduleId))]))
  const queueOf = new Map(clinics.map(({ hisId, queueId }) => [hisId, queueId]))
  const boards = Map.groupBy(tickets.filter((one) => queueOf.has(one.hisScheduleId)), (one) => queueOf.get(one.hisScheduleId)!)
  const passedOver: HisBoardTicket[] = []
  for (const [queueId, onBoard] of boards) {
    let { blocked, inTheWay } = await applyBoard(ctx, queueId, onBoard, again)
    if (inTheWay.length) {
      const now = await Promise.all(inTheWay.map((id) => ctx.his.findBoardTicket(id)))
      ;({ blocked, inTheWay } = await applyBoard(ctx, queueId, [...now.filter((one) => one !== null), ...blocked], again))
    }
    if (blocked.length) ctx.log.warn({ queueId, problem: 'BOARD_CONTRADICTS', tickets: blocked.map(({ id }) => id), inTheWay }, 'calling board')
    passedOver.push(...blocked)
  }
  return passedOver
}

async function someoneWaits(ctx: ClinicalContext): Promise<boolean> {
  const waiting = ctx.db.select({ one: sql`1` }).from(ticket).where(and(eq(ticket.queueId, queue.id), notInArray(ticket.status, ['DONE', 'LEFT'])))
  const [found] = await ctx.db.select({ id: queue.id }).from(queue).where(and(eq(queue.day, hospitalDay(ctx.now())), eq(queue.calledByHis, true), exists(waiting))).limit(1)
  return found !== undefined
}

/** The HIS says that something moved on a board; what, it is asked. */
export const boardNoticeRoutes = (contextFor: (facts: RequestFacts) => ClinicalContext): FastifyPluginAsync => async (app) => {
  app.post('/callbacks/his/board', { bodyLimit: 1_024 }, async (request, reply) => {
    const ctx = contextFor({ viewer: service('his'), requestId: newId(), origin: { ip: request.ip, userAgent: request.headers['user-agent'] ?? null } })
    if (!ctx.his.isNoticeOfHis(request.headers.authorization)) {
      ctx.log.warn({ requestId: ctx.requestId, ip: request.ip }, 'notice of the calling board refused')
      return reply.code(401).send()
    }
    await inTransaction(ctx, (tx) => enqueue(tx, 'refreshBoard', {}, { key: 'notice' }))
    return reply.code(202).send()
  })
}
