import { inArray } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { batch } from '@hospital/subgraph/schema'
import { actionsOf } from '@hospital/subgraph/transitions'
import { checkInRules, type CheckInRuleRow } from '../queue/check-in-rule.ts'
import { readSettings, type Settings } from '../settings.ts'
import { appointment } from '../tables/registration.ts'
import type { AppointmentRow } from './appointment.ts'
import { appointmentTransitions } from './appointment.status.ts'
import { cancellableUntil } from './cancellation.ts'

const MUTATIONS: readonly string[] = ['releaseAppointment', 'cancelAppointment', 'checkIn']

const settingsOf = async (ctx: Context): Promise<Settings> =>
  (await batch(ctx, 'settings', async (keys) => { const settings = await readSettings(ctx); return new Map(keys.map((key) => [key, settings])) }).load('all'))!

/** The rule of a registration that is still to be checked in. */
export function checkInRuleOf(ctx: Context, row: AppointmentRow): Promise<CheckInRuleRow | null> {
  if (row.status !== 'BOOKED') return Promise.resolve(null)
  return batch(ctx, 'check-in rule', async (ids) => checkInRules(ctx, await ctx.db.select().from(appointment).where(inArray(appointment.id, [...ids])))).load(row.id)
}

/** Until when this registration may be cancelled online; null once it may not, or never might. */
export async function cancellableUntilOf(ctx: Context, row: AppointmentRow): Promise<Date | null> {
  return row.status === 'BOOKED' ? cancellableUntil(row, await settingsOf(ctx)) : null
}

/** What the viewer may do now: by status and role, less what the rules of the hour forbid. */
export async function availableActionsOf(ctx: Context, row: AppointmentRow): Promise<string[]> {
  const possible = actionsOf(appointmentTransitions, row.status, ctx.viewer).filter((action) => MUTATIONS.includes(action))
  const allowed = await Promise.all(possible.map((action) => isAllowedNow(ctx, row, action)))
  return possible.filter((_, index) => allowed[index])
}

async function isAllowedNow(ctx: Context, row: AppointmentRow, action: string): Promise<boolean> {
  const now = ctx.now()
  if (action === 'cancelAppointment') {
    const until = await cancellableUntilOf(ctx, row)
    return until !== null && now < until
  }
  if (action === 'checkIn') {
    const rule = await checkInRuleOf(ctx, row)
    return rule !== null && now >= rule.opensAt && now <= rule.closesAt
  }
  return true
}
