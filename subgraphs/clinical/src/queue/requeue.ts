import { and, asc, eq, sql } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { readSettings } from '../settings.ts'
import { ticket } from '../tables/queue.ts'

interface Standing {
  priorityClass: number
  rank: number
}

/** The last standing of a queue's class so far: who arrives now comes after it. */
export async function rankAtEnd(tx: Context, queueId: string): Promise<number> {
  const [last] = await tx.db.select({ rank: sql<number>`coalesce(max(${ticket.rank}), 0)::float8` }).from(ticket).where(eq(ticket.queueId, queueId))
  return last!.rank + 1
}

/** Where somebody stands who waits again behind the configured number of others. Under the queue's lock. */
export async function rankBehind(tx: Context, queueId: string, priorityClass: number): Promise<Standing> {
  const { requeueBehind } = await readSettings(tx)
  const waiting = await tx.db.select({ priorityClass: ticket.priorityClass, rank: ticket.rank }).from(ticket)
    .where(and(eq(ticket.queueId, queueId), eq(ticket.status, 'WAITING'))).orderBy(asc(ticket.priorityClass), asc(ticket.rank), asc(ticket.id))
  return standingBehind(waiting, requeueBehind, priorityClass, await rankAtEnd(tx, queueId))
}

/** Behind `count` of those waiting: never in a better class than the one in front, nor better than one's own. */
export function standingBehind(waiting: readonly Standing[], count: number, own: number, end: number): Standing {
  const before = waiting.slice(0, count)
  const priorityClass = Math.max(own, before.at(-1)?.priorityClass ?? own)
  const previous = before.findLast((one) => one.priorityClass === priorityClass)
  const next = waiting.slice(count).find((one) => one.priorityClass === priorityClass)
  if (!next) return { priorityClass, rank: end }
  return { priorityClass, rank: previous ? (previous.rank + next.rank) / 2 : next.rank - 1 }
}
