import { eq, sql } from 'drizzle-orm'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition } from '@hospital/subgraph/transitions'
import { asHouse, type ClinicalContext } from '../context.ts'
import { appointmentEntity, getAppointment, type AppointmentRow } from '../registration/appointment.ts'
import { readSettings } from '../settings.ts'
import { queue, ticket } from '../tables/queue.ts'
import { schedule } from '../tables/scheduling.ts'
import { traceLater } from '../trace/visit-entries.ts'
import { checkInRules, type CheckInRuleRow } from './check-in-rule.ts'
import { distanceMeters, type Position } from './distance.ts'
import { changeQueue, type TicketRow } from './queue.ts'
import { rankAtEnd } from './requeue.ts'

export interface CheckIn extends Position {
  appointmentId: string
  accuracyMeters: number
}

/** Who comes after the end of the own segment waits behind those who came in time. */
const IN_TIME = 1
const LATE = 2

/**
 * Checks a patient in who has arrived, and gives out the number. Refuses NOT_FOUND, ALREADY_CHECKED_IN, WRONG_STATE, CHECK_IN_TOO_EARLY,
 * CHECK_IN_TOO_LATE, CHECK_IN_INACCURATE, CHECK_IN_TOO_FAR (with the distance), INVALID_INPUT.
 */
export async function checkIn(ctx: ClinicalContext, input: CheckIn): Promise<TicketRow> {
  requirePosition(input)
  const row = await getAppointment(ctx, input.appointmentId)
  requireBooked(row)
  const rule = (await checkInRules(ctx, [row])).get(row.id)
  if (!rule) throw new Refusal('SERVICE_UNAVAILABLE', { message: '该院区暂未开通定位签到，请到分诊台签到。' })
  requireTime(ctx.now(), rule)
  await requirePresence(ctx, input, rule)
  return inTransaction(ctx, (tx) => takeNumber(tx, row))
}

function requirePosition({ latitude, longitude, accuracyMeters }: CheckIn): void {
  const valid = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && accuracyMeters >= 0 && Number.isFinite(accuracyMeters)
  if (!valid) throw new Refusal('INVALID_INPUT', { message: '定位信息无效，请重新定位。', details: { field: 'latitude' } })
}

function requireBooked({ status }: Pick<AppointmentRow, 'status'>): void {
  if (status === 'ARRIVED' || status === 'FULFILLED') throw new Refusal('ALREADY_CHECKED_IN')
  if (status !== 'BOOKED') throw new Refusal('WRONG_STATE', { details: { status, action: 'checkIn' } })
}

function requireTime(now: Date, { opensAt, closesAt }: CheckInRuleRow): void {
  if (now < opensAt) throw new Refusal('CHECK_IN_TOO_EARLY', { details: { opensAt: opensAt.toISOString() } })
  if (now > closesAt) throw new Refusal('CHECK_IN_TOO_LATE', { details: { closesAt: closesAt.toISOString() } })
}

/** Whoever may be inside, given how exact the position is, is taken to be inside. */
async function requirePresence(ctx: ClinicalContext, input: CheckIn, { location, fenceMeters }: CheckInRuleRow): Promise<void> {
  const { checkInAccuracyMeters } = await readSettings(ctx)
  const details = { distanceMeters: Math.round(distanceMeters(input, location)), fenceMeters, accuracyMeters: Math.round(input.accuracyMeters) }
  if (input.accuracyMeters > checkInAccuracyMeters) throw new Refusal('CHECK_IN_INACCURATE', { details })
  if (details.distanceMeters - input.accuracyMeters > fenceMeters) {
    throw new Refusal('CHECK_IN_TOO_FAR', { message: `您距离医院约 ${spoken(details.distanceMeters)}，请到院后签到。`, details })
  }
}

const spoken = (meters: number) => (meters < 1000 ? `${meters} 米` : `${(meters / 1000).toFixed(1)} 公里`)

/** Gives out the number, once. Refuses ALREADY_CHECKED_IN, WRONG_STATE. */
export async function takeNumber(tx: ClinicalContext, { id, scheduleId, patientId, accountId, endsAt }: AppointmentRow, arrivedAt = tx.now()): Promise<TicketRow> {
  const [clinic] = await tx.db.select({ queueId: schedule.queueId }).from(schedule).where(eq(schedule.id, scheduleId))
  const { queueId } = clinic!
  await changeQueue(asHouse(tx), queueId)
  // Two taps at once: the second waited for the queue's lock and finds the first one's work.
  requireBooked(await getAppointment(tx, id))
  await applyTransition(tx, appointmentEntity, id, 'checkIn')
  const [{ issued }] = await tx.db.update(queue).set({ issued: sql`${queue.issued} + 1` }).where(eq(queue.id, queueId)).returning({ issued: queue.issued }) as [{ issued: number }]
  const [row] = await tx.db.insert(ticket).values({
    queueId, appointmentId: id, patientId, accountId, number: `A${String(issued).padStart(3, '0')}`, status: 'WAITING',
    priorityClass: arrivedAt > endsAt ? LATE : IN_TIME, rank: await rankAtEnd(tx, queueId), checkedInAt: arrivedAt,
  }).returning()
  await traceLater(tx, id)
  await enqueue(tx, 'reportVisit', { appointmentId: id }, { key: id })
  await emit(tx, 'appointment.advanced', { appointmentId: id, patientId, step: 'CHECKED_IN', at: arrivedAt.toISOString() })
  return row!
}
