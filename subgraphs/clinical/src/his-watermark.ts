import { eq, sql } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { hisWatermark } from './tables/reports.ts'

/** How far news of this source has been taken over; nothing: it was never asked. */
export async function watermarkOf(ctx: Context, source: string) {
  const [mark] = await ctx.db.select().from(hisWatermark).where(eq(hisWatermark.source, source))
  return mark
}

/** The HIS has answered with news up to this instant of its own clock; never goes back. */
export async function keepWatermark(tx: Context, source: string, newest: Date | null): Promise<void> {
  await tx.db.insert(hisWatermark).values({ source, updatedAt: newest, checkedAt: tx.now() }).onConflictDoUpdate({
    target: hisWatermark.source,
    set: { updatedAt: sql`greatest(${hisWatermark.updatedAt}, excluded.updated_at)`, checkedAt: sql`excluded.checked_at` },
  })
}

export const newestOf = (rows: readonly { updatedAt: Date }[]): Date | null => (rows.length ? new Date(Math.max(...rows.map(({ updatedAt }) => updatedAt.getTime()))) : null)
