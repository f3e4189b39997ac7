import { like, sql } from 'drizzle-orm'
import { KEPT, deliveryTask, type EventName, type EventPayloads, type SubgraphName } from '@hospital/events/catalogue'
import type { Context } from './context.ts'
import { firstArrival } from './reaction.ts'
import { enqueueFor, inTransaction } from './transaction.ts'

/** One page of what there is, as the event would have told it. `key` says which thing, and orders the pages: ids of version 7 do. */
export interface AnnouncedPage<E extends EventName> {
  told: { key: string; data: EventPayloads[E] }[]
  /** Whether there may be more after the last one told. */
  more: boolean
}

/** Reads what an owner has now, from after `after` on. Within the transaction that tells it. */
export type Announcement<C extends Context, E extends EventName> = (tx: C, after: string | null) => Promise<AnnouncedPage<E>>

export type Announcements<C extends Context> = { [E in EventName]?: Announcement<C, E> }

/**
 * Tells every subscriber once, by the event that it listens to anyway, all that there was before it began to listen (see `KEPT`): so that
 * what it keeps of ours is whole after an update. Told to that subscriber alone, page by page; a killed process goes on where it was, and
 * running it again tells nothing twice.
 */
export async function announceOnce<C extends Context>(ctx: C, announcements: Announcements<C>): Promise<void> {
  for (const [event, announcement] of Object.entries(announcements) as [EventName, Announcement<C, EventName>][]) {
    for (const [subscriber, revision] of Object.entries(KEPT[event] ?? {}) as [SubgraphName, number][]) {
      for (let more = true; more;) more = await inTransaction(ctx, (tx) => announcePage(tx, announcement, event, subscriber, revision))
    }
  }
}

/** False: it has been told all. */
async function announcePage<C extends Context>(tx: C, announcement: Announcement<C, EventName>, event: EventName, subscriber: SubgraphName, revision: number): Promise<boolean> {
  const name = `announced ${event} ${subscriber} ${revision}`
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`${tx.subgraph} ${name}`}))`)
  const { inbox } = tx.tables
  // By bytes, where what marks the end sorts behind every key.
  const [progress] = await tx.db.select({ last: sql<string | null>`max(${inbox.key} collate "C")` }).from(inbox).where(like(inbox.key, `${name} %`))
  const last = progress?.last?.slice(name.length + 1) ?? null
  if (last === DONE) return false
  const { told, more } = await announcement(tx, last)
  for (const { key, data } of told) {
    const id = `${name} ${key}`
    await enqueueFor(tx, subscriber, deliveryTask(subscriber, event).slice(subscriber.length + 1), { id, event, data }, id)
  }
  await firstArrival(tx, `${name} ${more && told.length ? told.at(-1)!.key : DONE}`)
  return more && told.length > 0
}

const DONE = '~'
