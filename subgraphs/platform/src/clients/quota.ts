import { sql } from 'drizzle-orm'
import { hospitalDay } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { apiClient, apiClientDay } from '../tables/client.ts'

/**
 * Reserves up to `count` calls of today for a gateway that will count them itself; answers how many it got, none once the day's quota is
 * used up. For the gateway alone: refuses FORBIDDEN.
 */
export async function reserveCalls(ctx: Context, clientId: string, count: number): Promise<number> {
  if (ctx.viewer.kind !== 'SERVICE') throw new Refusal('FORBIDDEN')
  if (!isId(clientId) || count < 1 || count > 1_000) throw new Refusal('INVALID_INPUT')
  const day = hospitalDay(ctx.now())
  // The row's lock makes gateways that reserve at the same time wait for one another: the day's sum never passes the quota.
  const [row] = await ctx.db.execute<{ granted: number }>(sql`
    with quota as (select per_day from ${apiClient} where id = ${clientId}),
    before as (
      insert into ${apiClientDay} as own (client_id, day, reserved) select ${clientId}::uuid, ${day}::date, 0 from quota
      on conflict (client_id, day) do update set reserved = own.reserved returning reserved
    )
    select greatest(0, least(${count}::int, quota.per_day - before.reserved)) as granted from quota, before`)
  const granted = Number(row?.granted ?? 0)
  if (granted > 0) await ctx.db.execute(sql`update ${apiClientDay} set reserved = reserved + ${granted} where client_id = ${clientId} and day = ${day}`)
  return granted
}
