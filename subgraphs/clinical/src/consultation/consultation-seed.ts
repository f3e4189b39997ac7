import { inArray } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { consultationService } from '../tables/consultation.ts'
import { practitioner } from '../tables/directory.ts'

/** Open around the clock, so that the product can be tried at any hour. */
const ALWAYS = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
const PRICES_FEN: Record<string, number> = { 陈立群: 4900, 林若楠: 3000 }

/** The demonstration doctors offer consultations by text. Repeating it changes nothing, what a doctor has set since neither. */
export async function seedConsultationServices(ctx: Context): Promise<void> {
  const doctors = await ctx.db.select().from(practitioner).where(inArray(practitioner.name, Object.keys(PRICES_FEN)))
  if (!doctors.length) return
  await ctx.db.insert(consultationService).values(doctors.map(({ id, name }) => ({
    practitionerId: id, kind: 'TEXT' as const, enabled: true, priceFen: PRICES_FEN[name!]!, hours: ALWAYS, messageLimit: 20, dailyLimit: 50, updatedAt: ctx.now(),
  }))).onConflictDoNothing()
}
