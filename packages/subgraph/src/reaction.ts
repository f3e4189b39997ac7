import type { Delivery, EventName, EventPayloads } from '@hospital/events/catalogue'
import type { Context } from './context.ts'
import { inTransaction } from './transaction.ts'

/** Turns a reaction into a job that has its effect once, however often the event is delivered. */
export function reaction<C extends Context>(inside: () => C, react: (tx: C, data: EventPayloads[EventName]) => Promise<void>) {
  return async (payload: unknown): Promise<void> => {
    const { id, data } = payload as Delivery
    await inTransaction(inside(), async (tx) => {
      if (await firstArrival(tx, id)) await react(tx, data)
    })
  }
}

/** Marks a delivery or callback as applied, in the transaction that applies it. False: it already was. */
export async function firstArrival(tx: Context, key: string): Promise<boolean> {
  const fresh = await tx.db.insert(tx.tables.inbox).values({ key }).onConflictDoNothing().returning({ key: tx.tables.inbox.key })
  return fresh.length > 0
}
