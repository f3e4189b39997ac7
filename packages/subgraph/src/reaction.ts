import type { Delivery, EventName, EventPayloads } from '@hospital/events/catalogue'
import type { Context } from './context.ts'
import { gathering } from './gathering.ts'
import { inTransaction } from './transaction.ts'

/** What an event causes, each in a transaction of its own; or what several that arrive at the same time cause in one. */
export type Reaction<C extends Context, E extends EventName> = ((tx: C, data: EventPayloads[E]) => Promise<void>) | ReactionOfSeveral<C, E>

export interface ReactionOfSeveral<C extends Context, E extends EventName> {
  together(tx: C, all: readonly EventPayloads[E][]): Promise<void>
}

/** Turns a reaction into a job that has its effect once, however often the event is delivered. */
export function reaction<C extends Context>(inside: () => C, react: Reaction<C, EventName>) {
  const together = typeof react === 'function' ? undefined : arriving(react)
  return async (payload: unknown): Promise<void> => {
    const delivery = payload as Delivery
    if (typeof react !== 'function') return together!(inside(), delivery)
    await inTransaction(inside(), async (tx) => {
      if (await firstArrival(tx, delivery.id)) await react(tx, delivery.data)
    })
  }
}

function arriving<C extends Context>(react: ReactionOfSeveral<C, EventName>): (ctx: C, delivery: Delivery) => Promise<void> {
  const apply = (ctx: C, deliveries: readonly Delivery[]) => inTransaction(ctx, async (tx) => {
    const fresh = await firstArrivals(tx, deliveries.map(({ id }) => id))
    const due = [...new Map(deliveries.map((one) => [one.id, one.data])).entries()].filter(([id]) => fresh.has(id)).map(([, data]) => data)
    if (due.length) await react.together(tx, due)
  })
  const alone = (ctx: C, delivery: Delivery) => apply(ctx, [delivery]).catch((error: Error) => error)
  return gathering(async (ctx: C, deliveries: readonly Delivery[]) => {
    try {
      await apply(ctx, deliveries)
      return deliveries.map(() => undefined)
    } catch (error) {
      if (deliveries.length === 1) throw error
      // One that cannot be applied holds up no other.
      const results: (void | Error)[] = []
      for (const delivery of deliveries) results.push(await alone(ctx, delivery))
      return results
    }
  }, { most: 50 })
}

/** Marks a delivery or callback as applied, in the transaction that applies it. False: it already was. */
export const firstArrival = async (tx: Context, key: string): Promise<boolean> => (await firstArrivals(tx, [key])).has(key)

/** In one order everywhere, so that no two transactions wait for each other. */
async function firstArrivals(tx: Context, keys: readonly string[]): Promise<Set<string>> {
  const rows = [...new Set(keys)].sort().map((key) => ({ key }))
  const fresh = await tx.db.insert(tx.tables.inbox).values(rows).onConflictDoNothing().returning({ key: tx.tables.inbox.key })
  return new Set(fresh.map(({ key }) => key))
}
