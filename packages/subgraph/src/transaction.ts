import type { EventName, EventPayloads, SubgraphName } from '@hospital/events/catalogue'
import { SUBSCRIBERS, deliveryTask } from '@hospital/events/catalogue'
import { newId } from '@hospital/database/identifier'
import { withTrace } from '@hospital/events/observed-tasks'
import { SESSION_TOPICS } from '@hospital/events/wakes'
import { transactionSeconds, transactionsOpen, transactionWaitSeconds } from '@hospital/telemetry/metrics'
import { traced } from '@hospital/telemetry/tracing'
import type { Context, Pending } from './context.ts'

const ATTEMPTS = 3
/** Of one statement, whose values PostgreSQL counts in sixteen bits. */
const OUTBOX_ROWS = 5_000
/** serialization_failure, deadlock_detected: the database asks to try again. */
const RETRYABLE = new Set(['40001', '40P01'])

/**
 * Runs domain work in one transaction; inside another it joins that one. No outside call belongs in here. After commit it wakes the
 * watchers and moves what was enqueued; that somebody is no longer who they were is told before it is answered. The work may run again when the database asks for it, so it must have no effect outside `tx.db`.
 */
export async function inTransaction<C extends Context, T>(ctx: C, work: (tx: C) => Promise<T>): Promise<T> {
  if (ctx.pending) return work(ctx)
  for (let attempt = 1; ; attempt++) {
    const pending: Pending = { outbox: [], topics: new Set() }
    try {
      const result = await observed(ctx, (begun) => ctx.db.transaction(async (db) => {
        begun()
        const done = await work({ ...ctx, db: db as unknown as C['db'], pending })
        for (let from = 0; from < pending.outbox.length; from += OUTBOX_ROWS) await db.insert(ctx.tables.outbox).values(pending.outbox.slice(from, from + OUTBOX_ROWS))
        return done
      }))
      if (pending.outbox.length) ctx.drain.poke()
      if (pending.topics.size) await tell(ctx, pending.topics)
      return result
    } catch (error) {
      if (attempt >= ATTEMPTS || !RETRYABLE.has(sqlState(error) ?? '')) throw error
    }
  }
}

/**
 * Gateways remember who a session is. The news that it has changed leaves before the answer does, and the answer says so itself: whoever acts
 * on it next is known as who they are now.
 */
async function tell({ wakes, viewer, viewerChanged }: Context, topics: ReadonlySet<string>): Promise<void> {
  const left = wakes.send(topics)
  if ('sessionId' in viewer && topics.has(SESSION_TOPICS + viewer.sessionId)) viewerChanged?.()
  if ([...topics].some((topic) => topic.startsWith(SESSION_TOPICS))) await left
}

/** A span and figures of one attempt. `begun` is called when the transaction has its connection. */
async function observed<T>({ subgraph, requestId }: Context, attempt: (begun: () => void) => Promise<T>): Promise<T> {
  const waited = transactionWaitSeconds.startTimer({ subgraph })
  const measured = transactionSeconds.startTimer({ subgraph })
  transactionsOpen.inc({ subgraph })
  let result = 'rolled back'
  try {
    const value = await traced(`${subgraph} transaction`, { attributes: { 'db.system': 'postgresql', 'db.namespace': subgraph, 'request.id': requestId } }, () => attempt(waited))
    result = 'committed'
    return value
  } finally {
    transactionsOpen.dec({ subgraph })
    measured({ result })
  }
}

/** The SQLSTATE of a database error, also where drizzle has wrapped it. */
export function sqlState(error: unknown): string | undefined {
  const { code, cause } = error as { code?: string; cause?: { code?: string } }
  return cause?.code ?? code
}

/** The violated constraint's name, also where drizzle has wrapped the error. */
export function violatedConstraint(error: unknown): string | undefined {
  const { constraint_name: own, cause } = error as { constraint_name?: string; cause?: { constraint_name?: string } }
  return cause?.constraint_name ?? own
}

/** Announces an event, in the transaction that made it true. */
export async function emit<E extends EventName>(tx: Context, event: E, data: EventPayloads[E]): Promise<void> {
  const id = newId()
  put(tx, SUBSCRIBERS[event].map((subscriber) => ({
    task: deliveryTask(subscriber, event), payload: { id, event, data }, jobKey: `${id}.${subscriber}`, runAt: null,
  })))
}

export interface EnqueueOptions {
  /** On the injected clock. */
  runAt?: Date
  /** A later job of the same key replaces a waiting one. */
  key?: string
}

/** Leaves a job of the own subgraph to be done after commit, or at `runAt`. Jobs are repeated on failure, so each must be idempotent. */
export async function enqueue(tx: Context, task: string, payload: Record<string, unknown>, { runAt, key }: EnqueueOptions = {}): Promise<void> {
  put(tx, [{ task: `${tx.subgraph}.${task}`, payload, jobKey: key ? `${tx.subgraph}.${task}.${key}` : null, runAt: runAt ? tx.clock.real(runAt) : null }])
}

/** Leaves a job that the two have agreed on to another subgraph. */
export async function enqueueFor(tx: Context, subgraph: SubgraphName, task: string, payload: object, key: string): Promise<void> {
  put(tx, [{ task: `${subgraph}.${task}`, payload, jobKey: `${subgraph}.${task}.${key}`, runAt: null }])
}

/** Wakes the watchers of a topic after commit. */
export function wake(tx: Context, topic: string): void {
  pendingOf(tx).topics.add(topic)
}

function put(tx: Context, rows: { task: string; payload: object; jobKey: string | null; runAt: Date | null }[]): void {
  pendingOf(tx).outbox.push(...rows.map((row) => ({ ...row, payload: withTrace(row.payload) })))
}

function pendingOf(tx: Context): Pending {
  if (!tx.pending) throw new Error('Outside a transaction: use inTransaction')
  return tx.pending
}
