import { sql } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { messageFigure, messageTally, type messageDelivery } from '../tables/delivery.ts'
import type { DeliveryState } from './delivery.status.ts'

type Counted = Pick<typeof messageDelivery.$inferSelect, 'day' | 'event' | 'channel' | 'terminal'>

/** Notes that a message came to a state, and which one it left. Appends only: no two messages wait for one row. */
export async function tally(tx: Context, { day, event, channel, terminal }: Counted, to: DeliveryState, from?: DeliveryState): Promise<void> {
  if (to === from) return
  const change = (status: DeliveryState, by: 1 | -1) => ({ day, event, channel, terminal, status, change: by })
  await tx.db.insert(messageTally).values([change(to, 1), ...(from ? [change(from, -1)] : [])])
}

/** Adds up what was appended. One statement, so a process that dies midway has done nothing. */
export async function foldTally(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`
    with taken as (delete from ${messageTally} returning day, event, channel, terminal, status, change)
    insert into ${messageFigure} as kept (day, event, channel, terminal, status, count)
    select day, event, channel, terminal, status, sum(change) from taken group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (day, event, channel, terminal, status) do update set count = kept.count + excluded.count`)
}
