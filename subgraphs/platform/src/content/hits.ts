import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { actorOf } from '@hospital/access/viewer'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { batch } from '@hospital/subgraph/schema'
import { inTransaction } from '@hospital/subgraph/transaction'
import { hit, hitCount } from '../tables/content.ts'
import type { HitKind } from './words.ts'

const AT_ONCE = 5_000

/** Counts each time. */
export async function countHits(ctx: Context, kind: HitKind, subjectIds: readonly string[]): Promise<void> {
  const day = hospitalDay(ctx.now())
  if (subjectIds.length) await ctx.db.insert(hit).values(subjectIds.map((subjectId) => ({ id: newId(), subjectId, kind, day })))
}

/** Counts a reader once a day: who is signed in by who it is, anybody else by address and browser, neither of which is kept. */
export async function countReading(ctx: Context, subjectId: string): Promise<void> {
  const day = hospitalDay(ctx.now())
  await ctx.db.insert(hit).values({ id: newId(), subjectId, kind: 'READ', day, reader: readerOf(ctx, day) }).onConflictDoNothing()
}

function readerOf({ viewer, origin, keys }: Context, day: string): string {
  const { actorKind, actorId } = actorOf(viewer)
  const who = actorId ? `${actorKind} ${actorId}` : `${origin.ip} ${origin.userAgent}`
  return createHmac('sha256', Buffer.from(keys.fileKey, 'base64url')).update(`reader ${day} ${who}`).digest('base64url').slice(0, 22)
}

/**
 * Gathers hits into counts: a hit leaves its row in the transaction that adds it to the count, so a sum over both is right at any moment and
 * after any end. Readers stay until their day is over, as they are known by their rows.
 */
export async function gatherHits(ctx: Context): Promise<void> {
  for (;;) {
    const gathered = await inTransaction(ctx, async (tx) => {
      const [row] = await tx.db.execute(sql`
        with taken as (
          delete from ${hit} where id in (select id from ${hit} where reader is null or day < ${addDays(hospitalDay(tx.now()), -1)} order by id limit ${AT_ONCE} for update skip locked)
          returning subject_id, kind, day
        ), kept as (
          insert into ${hitCount} (subject_id, kind, day, count) select subject_id, kind, day, count(*)::int from taken group by 1, 2, 3 order by 1, 2, 3
          on conflict (subject_id, kind, day) do update set count = hit_count.count + excluded.count
        )
        select count(*)::int as taken from taken`)
      return (row as { taken: number }).taken
    })
    if (gathered < AT_ONCE) return
  }
}

export interface DayCount {
  day: string
  views: number
  clicks: number
  readings: number
}

const counted = sql`(select subject_id, kind, day, count from ${hitCount} union all select subject_id, kind, day, 1 from ${hit}) as counted`
const sumOf = (kind: HitKind) => sql.raw(`coalesce(sum(count) filter (where kind = '${kind}'), 0)::int`)
const SUMS = sql`${sumOf('VIEW')} as views, ${sumOf('CLICK')} as clicks, ${sumOf('READ')} as readings`

/** By hospital day, the latest first; days without any are left out. */
export async function countsByDay(ctx: Context, subjectId: string, days: number): Promise<DayCount[]> {
  const from = addDays(hospitalDay(ctx.now()), 1 - days)
  return (await ctx.db.execute(sql`select day, ${SUMS} from ${counted} where subject_id = ${subjectId} and day >= ${from} group by day order by day desc`)) as unknown as DayCount[]
}

export type Totals = Omit<DayCount, 'day'>
const NONE: Totals = { views: 0, clicks: 0, readings: 0 }

/** Of all days. */
export async function totalsOf(ctx: Context, subjectId: string): Promise<Totals> {
  const load = async (ids: readonly string[]) => {
    const rows = (await ctx.db.execute(sql`select subject_id as id, ${SUMS} from ${counted} where subject_id in ${ids} group by subject_id`)) as unknown as (Totals & { id: string })[]
    return new Map(rows.map((row) => [row.id, row]))
  }
  return (await batch(ctx, 'totals of hits', load).load(subjectId)) ?? NONE
}
