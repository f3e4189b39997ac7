import { and, eq, inArray, lt, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import type { EventPayloads } from '@hospital/events/catalogue'
import { followStream } from '@hospital/events/stream'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue, inTransaction, wake } from '@hospital/subgraph/transaction'
import { applyTransition, tryTransition, type Entity } from '@hospital/subgraph/transitions'
import { job, type JobStep } from '../tables/job.ts'
import { jobTransitions, type JobState } from './job.status.ts'

export type JobRow = typeof job.$inferSelect

/** Without a sign of life for so long, a job is over: nobody works on it any more. */
const SILENCE_MS = 20 * 60_000

/** All of them for those who look after the house; else what one asked for oneself. */
function visibleJobs(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind !== 'ADMINISTRATOR') return sql`false`
  return can(viewer, 'job:read') ? undefined : eq(job.requestedBy, viewer.administratorId)
}

const entity: Entity<typeof job, JobState, typeof jobTransitions> = { name: 'Job', table: job, transitions: jobTransitions, visible: visibleJobs }

export async function findJobs(ctx: Context, ids: readonly string[]): Promise<JobRow[]> {
  return ctx.db.select().from(job).where(and(inArray(job.id, ids.filter(isId)), visibleJobs(ctx.viewer)))
}

export function listJobs(ctx: Context, page: PageArgs): Promise<Page<JobRow>> {
  return paginate(page, {
    sort: [{ column: job.createdAt, descending: true }, { column: job.id, descending: true }],
    where: visibleJobs(ctx.viewer),
    rows: (condition, order, limit) => ctx.db.select().from(job).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.createdAt, row.id],
    count: (condition) => ctx.db.$count(job, condition),
  })
}

export interface NewJob {
  kind: string
  title: string
  /** The task of this subgraph that does the work; it gets `{ jobId }`. Left out where another subgraph is set to work. */
  task?: string
  /** One of a kind and scope at a time. */
  scope?: string
  requestedBy?: string
}

/** Queues a job, unless one of its kind is under way: that one is answered then. `fresh` tells which. */
export async function startJob(tx: Context, { kind, title, task, scope = '', requestedBy }: NewJob): Promise<{ row: JobRow; fresh: boolean }> {
  const now = tx.now()
  const [made] = await tx.db.insert(job).values({ kind, title, scope, status: 'QUEUED', createdAt: now, progressedAt: now, requestedBy }).onConflictDoNothing().returning()
  if (made) {
    if (task) await enqueue(tx, task, { jobId: made.id })
    await watchSilence(tx, made.id)
    return { row: made, fresh: true }
  }
  const [running] = await tx.db.select().from(job).where(and(eq(job.kind, kind), eq(job.scope, scope), inArray(job.status, ['QUEUED', 'RUNNING'])))
  if (!running) throw new Refusal('CONFLICT')
  return { row: running, fresh: false }
}

/** Takes up the work, also after an interruption; undefined once the job is over. */
export async function beginJob(tx: Context, id: string): Promise<JobRow | undefined> {
  await tryTransition(tx, entity, id, 'start', { startedAt: tx.now() })
  const running = await lockRunning(tx, id)
  if (running) await touch(tx, id, {})
  return running
}

/** The job for the length of the transaction, if it is still to be worked on. */
export async function lockRunning(tx: Context, id: string): Promise<JobRow | undefined> {
  const [running] = await tx.db.select().from(job).where(and(eq(job.id, id), eq(job.status, 'RUNNING'))).for('update')
  return running
}

/** Keeps how far a step is, and tells the watchers. */
export async function recordStep(tx: Context, id: string, step: string, state: JobStep, cursor: string | null = null): Promise<void> {
  await touch(tx, id, { steps: sql`${job.steps} || ${JSON.stringify({ [step]: state })}::jsonb` as never, cursor })
}

async function touch(tx: Context, id: string, patch: Partial<JobRow>): Promise<void> {
  await tx.db.update(job).set({ ...patch, version: sql`${job.version} + 1`, progressedAt: tx.now() }).where(eq(job.id, id))
  wake(tx, topicOf(id))
}

export async function succeedJob(tx: Context, id: string): Promise<void> {
  await applyTransition(tx, entity, id, 'succeed', { finishedAt: tx.now() })
  await touch(tx, id, {})
}

/** Ends a job with a sentence that says why; one that is over stays as it is. */
export async function failJob(tx: Context, id: string, failure: string, where?: SQL): Promise<void> {
  const failed = await tryTransition(tx, entity, id, 'fail', { finishedAt: tx.now(), failure }, { where })
  if (failed) await touch(tx, id, {})
}

/**
 * Another subgraph tells how far its step is; the last step's end is the job's. Deliveries come in any order: a finished step stays
 * finished, and counts only grow.
 */
export async function applyProgress(tx: Context, { jobId, step, file, ...state }: EventPayloads['job.progressed']): Promise<void> {
  const running = await lockRunning(tx, jobId)
  const known = running?.steps[step]
  if (!running || known?.finished || (!state.finished && known && known.done > state.done)) return
  await recordStep(tx, jobId, step, state)
  if (file) await tx.db.update(job).set({ fileName: file.name, fileBytes: file.bytes }).where(eq(job.id, jobId))
  if (!Object.values({ ...running.steps, [step]: state }).every(({ finished }) => finished)) return
  if (state.done < state.total) await failJob(tx, jobId, state.messages.at(-1) ?? '任务没有全部完成，请稍后重试。')
  else await succeedJob(tx, jobId)
}

const watchSilence = (tx: Context, jobId: string) => enqueue(tx, 'failSilentJob', { jobId }, { runAt: new Date(tx.now().getTime() + SILENCE_MS), key: jobId })

/** A job whose worker never came back must not keep others of its kind from starting. */
export async function failSilentJob(ctx: Context, { jobId }: { jobId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await failJob(tx, jobId, '任务长时间没有进展，已停止，请重新开始。', lt(job.progressedAt, new Date(tx.now().getTime() - SILENCE_MS + 1_000)))
    const [alive] = await tx.db.select({ id: job.id }).from(job).where(and(eq(job.id, jobId), inArray(job.status, ['QUEUED', 'RUNNING'])))
    if (alive) await watchSilence(tx, jobId)
  })
}

/** The job as it is, then each later state. Refuses NOT_FOUND; ends when the job is out of sight. */
export async function followJob(ctx: Context, id: string): Promise<AsyncIterableIterator<JobRow>> {
  if (!(await findJobs(ctx, [id])).length) throw new Refusal('NOT_FOUND')
  return followStream({
    wakes: ctx.wakes, topic: topicOf(id), after: -1, sequenceOf: ({ version }) => version,
    read: async (after) => (await findJobs(ctx, [id])).filter(({ version }) => version > after),
  })
}

const topicOf = (id: string) => `job:${id}`
