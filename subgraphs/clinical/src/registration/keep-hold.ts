import { and, inArray, sql } from 'drizzle-orm'
import { actorOf } from '@hospital/access/viewer'
import { hospitalDay } from '@hospital/database/clock'
import { newId, newNumber } from '@hospital/database/identifier'
import { gathering } from '@hospital/subgraph/gathering'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue, inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { minutesAfter, readSettings, type Settings } from '../settings.ts'
import { appointment, isLive } from '../tables/registration.ts'
import { announceOrder } from './announcement.ts'
import type { AppointmentRow } from './appointment.ts'
import { takePlaces } from './place.ts'
import type { Segment } from './segment.ts'

/** Who wants which place, with the request that asks. */
interface Wish extends Segment {
  ctx: ClinicalContext
  accountId: string
  patientId: string
}

/** A number of nine random digits may have been drawn before. */
const NUMBER_ATTEMPTS = 3

/** Holds that come at the same time share a transaction, one hot segment's too. Refuses SLOT_FULL, APPOINTMENT_DUPLICATE, APPOINTMENT_LIMIT. */
const keepGathered = gathering(keepTogether, { most: 40, atOnce: 2 })

export const keepHold = (ctx: ClinicalContext, wish: Omit<Wish, 'ctx'>): Promise<AppointmentRow> => keepGathered(ctx, { ctx, ...wish })

async function keepTogether(ctx: ClinicalContext, wishes: readonly Wish[]): Promise<(AppointmentRow | Error)[]> {
  // What an account may have is counted once: its further wishes come after.
  const first = new Map(wishes.map((wish) => [wish.accountId, wish] as const).reverse())
  const now = wishes.filter((wish) => first.get(wish.accountId) === wish)
  const results = new Map(await keepDistinct(ctx, now).then((kept) => kept.map((result, i) => [now[i]!, result] as const)))
  for (const wish of wishes) if (!results.has(wish)) results.set(wish, await keepAlone(wish))
  return wishes.map((wish) => results.get(wish)!)
}

async function keepDistinct(ctx: ClinicalContext, wishes: readonly Wish[]): Promise<(AppointmentRow | Error)[]> {
  try {
    return await inTransaction(ctx, (tx) => keepAll(tx, wishes))
  } catch (error) {
    // One that cannot be kept took the others with it: now each for itself.
    if (violatedConstraint(error)) return Promise.all(wishes.map(keepAlone))
    throw error
  }
}

async function keepAlone(wish: Wish): Promise<AppointmentRow | Error> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [kept] = await inTransaction(wish.ctx, (tx) => keepAll(tx, [wish]))
      return kept!
    } catch (error) {
      const constraint = violatedConstraint(error)
      if (constraint === 'appointment_live') return new Refusal('APPOINTMENT_DUPLICATE')
      if (constraint !== 'appointment_number_unique' || attempt === NUMBER_ATTEMPTS) return error as Error
    }
  }
}

/** Each wish's hold, or why it has none: what its account may have, then what its segment has left, first come first served. */
async function keepAll(tx: ClinicalContext, wishes: readonly Wish[]): Promise<(AppointmentRow | Refusal)[]> {
  const settings = await readSettings(tx)
  const refused = await findRefused(tx, wishes.map(({ accountId }) => accountId), settings)
  const admitted = wishes.filter(({ accountId }) => !refused.has(accountId))
  const placed = await takePlaces(tx, admitted.map(({ segment }) => segment.id))
  const held = await insertHolds(tx, admitted.filter((_, i) => placed[i]), settings)
  return wishes.map((wish) => refused.get(wish.accountId) ?? held.get(wish) ?? new Refusal('SLOT_FULL'))
}

/** Accounts that may have no more: APPOINTMENT_LIMIT. Holds of one account queue up behind a lock, so that together they do not pass the limit. */
async function findRefused(tx: ClinicalContext, accountIds: readonly string[], { unpaidHoldsPerAccount, liveAppointmentsPerAccount }: Settings): Promise<Map<string, Refusal>> {
  // In one order everywhere, so that no two transactions wait for each other. The count is a statement of its own: it must see what was kept meanwhile.
  const accounts = sql.join([...accountIds].sort().map((id) => sql`${id}::text`), sql`, `)
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('clinical.hold ' || account, 0)) from unnest(array[${accounts}]) as account`)
  const rows = await tx.db.select({ accountId: appointment.accountId, live: sql<number>`count(*)::int`, unpaid: sql<number>`(count(*) filter (where ${appointment.status} = 'HELD'))::int` })
    .from(appointment).where(and(inArray(appointment.accountId, [...accountIds]), isLive)).groupBy(appointment.accountId)
  const refused = new Map<string, Refusal>()
  for (const { accountId, live, unpaid } of rows) {
    if (unpaid >= unpaidHoldsPerAccount) refused.set(accountId, new Refusal('APPOINTMENT_LIMIT', { message: '您有多个挂号尚未支付，请先支付或取消后再预约。', details: { limit: unpaidHoldsPerAccount } }))
    else if (live >= liveAppointmentsPerAccount) refused.set(accountId, new Refusal('APPOINTMENT_LIMIT', { details: { limit: liveAppointmentsPerAccount } }))
  }
  return refused
}

async function insertHolds(tx: ClinicalContext, wishes: readonly Wish[], settings: Settings): Promise<Map<Wish, AppointmentRow>> {
  if (!wishes.length) return new Map()
  const values = wishes.map((wish) => holdOf(wish, settings))
  const rows = new Map((await tx.db.insert(appointment).values(values).returning()).map((row) => [row.id, row]))
  const held = new Map(wishes.map((wish, i) => [wish, rows.get(values[i]!.id)!]))
  await tx.db.insert(tx.tables.trace).values([...held].map(([{ ctx }, row]) => ({
    at: row.createdAt, subjectType: 'Appointment', subjectId: row.id, action: 'holdAppointment', toStatus: 'HELD', ...actorOf(ctx.viewer), requestId: ctx.requestId,
  })))
  for (const [{ clinic }, row] of held) {
    // Also cleans up on both sides should this process die before the HIS has answered.
    await enqueue(tx, 'expireHold', { appointmentId: row.id }, { runAt: row.heldUntil, key: row.id })
    if (!row.inHis) await announceOrder(tx, row, clinic)
  }
  return held
}

function holdOf({ ctx, accountId, patientId, clinic, segment }: Wish, { holdMinutes }: Settings) {
  const now = ctx.now()
  const { institutionId, departmentId, practitionerId, day, feeFen, room } = clinic
  return {
    id: newId(), number: newNumber('GH', now), status: 'HELD' as const, sameDay: day === hospitalDay(now), patientId, accountId, institutionId, departmentId, practitionerId,
    scheduleId: clinic.id, slotId: segment.id, startsAt: segment.startsAt, endsAt: segment.endsAt, day, feeFen, room,
    heldUntil: minutesAfter(now, holdMinutes), orderId: newId(), inHis: segment.hisId !== null, createdAt: now,
  }
}
