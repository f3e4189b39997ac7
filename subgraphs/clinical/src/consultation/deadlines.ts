import { and, eq, inArray, lte } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { consultation } from '../tables/consultation.ts'
import { consultationEntity } from './consultation.ts'
import { consultationTransitions } from './consultation.status.ts'
import type { ConsultationRow } from './consultation.types.ts'
import { endDelivered, endRefunded, endUnpaid } from './ending.ts'
import { tellDoctor, tellPatient } from './notice.ts'

interface Deadline {
  action: 'expire' | 'lapse' | 'finish'
  column: 'payUntil' | 'respondUntil' | 'endsAt'
  end(tx: Context, row: ConsultationRow): Promise<void>
}

const DEADLINES = {
  expireConsultation: {
    action: 'expire', column: 'payUntil',
    end: (tx, row) => endUnpaid(tx, row, '超时未支付'),
  },
  lapseConsultation: {
    action: 'lapse', column: 'respondUntil',
    async end(tx, row) {
      await endRefunded(tx, row, '医生超时未接诊')
      await tellPatient(tx, row, 'consultation.unanswered')
      await tellDoctor(tx, row, 'consultation.unanswered', {})
    },
  },
  finishConsultation: {
    action: 'finish', column: 'endsAt',
    async end(tx, row) {
      await endDelivered(tx, row, row.messagesUsed >= row.messageLimit ? '消息条数已用完，咨询已结束。' : '咨询时间已到，咨询已结束。')
      await tellPatient(tx, row, 'consultation.completed')
      await tellDoctor(tx, row, 'consultation.completed', {})
    },
  },
} as const satisfies Record<string, Deadline>

/** A job that fires too early (the deadline moved, the clock differs) waits again; one that fires late, after an outage, still does its work. */
async function atDeadline(ctx: Context, task: keyof typeof DEADLINES, id: string): Promise<void> {
  const { action, column, end }: Deadline = DEADLINES[task]
  await inTransaction(ctx, async (tx) => {
    const now = tx.now()
    const row = await tryTransition(tx, consultationEntity, id, action, action === 'finish' ? { completedAt: now } : {}, { where: lte(consultation[column], now) })
    if (row) return end(tx, row)
    const [waiting] = isId(id) ? await tx.db.select().from(consultation).where(and(eq(consultation.id, id), inArray(consultation.status, [...consultationTransitions[action].from]))) : []
    const runAt = waiting?.[column]
    if (runAt && runAt > now) await enqueue(tx, task, { id }, { runAt, key: id })
  })
}

type Job = (ctx: Context, payload: { id: string }) => Promise<void>

export const consultationDeadlines: Record<keyof typeof DEADLINES, Job> = {
  expireConsultation: (ctx, { id }) => atDeadline(ctx, 'expireConsultation', id),
  lapseConsultation: (ctx, { id }) => atDeadline(ctx, 'lapseConsultation', id),
  finishConsultation: (ctx, { id }) => atDeadline(ctx, 'finishConsultation', id),
}

/** Sets when an accepted consultation ends by itself. */
export async function endAt(tx: Context, { id }: ConsultationRow, endsAt: Date): Promise<ConsultationRow> {
  const [row] = await tx.db.update(consultation).set({ endsAt }).where(eq(consultation.id, id)).returning()
  await enqueue(tx, 'finishConsultation', { id }, { runAt: endsAt, key: id })
  return row!
}
