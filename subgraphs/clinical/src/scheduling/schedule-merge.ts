import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { HisSchedule, HisScheduleList } from '@hospital/connectors/his/port'
import { newId } from '@hospital/database/identifier'
import { enqueue } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { department, institution, practitioner } from '../tables/directory.ts'
import { queue } from '../tables/queue.ts'
import { schedule } from '../tables/scheduling.ts'
import { mergeSlots, type Touches } from './slot-merge.ts'

export interface MergeCounts {
  added: number
  changed: number
  unchanged: number
  failed: number
  /** Clinics that were stopped just now, wholly or in part. */
  stopped: number
  messages: string[]
}

export interface MergeResult extends MergeCounts {
  /** Some places moved here while the HIS answered: the same answer must be asked for again. */
  outdated: boolean
}

type NewSchedule = typeof schedule.$inferInsert & { id: string; hisId: string }

/** Takes over schedules and segments of the HIS, changing only what differs; announces those that were stopped. Counts both kinds of row. */
export async function mergeSchedules(tx: ClinicalContext, answered: readonly HisSchedule[], touches: Touches): Promise<MergeResult> {
  if (!answered.length) return { added: 0, changed: 0, unchanged: 0, failed: 0, stopped: 0, messages: [], outdated: false }
  // Two merges at once would lock the same segments in different order.
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('clinical.schedule-merge'))`)
  const { rows, messages } = await resolve(tx, answered)
  const existing = new Map((await tx.db.select().from(schedule).where(inArray(schedule.hisId, rows.map((row) => row.hisId)))).map((row) => [row.hisId!, row]))
  const added = rows.filter((row) => !existing.has(row.hisId))
  const changed = rows.filter((row) => existing.has(row.hisId) && differs(existing.get(row.hisId)!, row))
  if (added.length) await tx.db.insert(schedule).values(added)
  for (const { id: _, hisId, ...patch } of changed) await tx.db.update(schedule).set(patch).where(eq(schedule.hisId, hisId))
  const idOf = new Map(rows.map((row) => [row.hisId, existing.get(row.hisId)?.id ?? row.id]))
  const slots = await mergeSlots(tx, answered.filter((one) => idOf.has(one.id)).flatMap((one) => one.slots.map((slot) => ({ slot, scheduleId: idOf.get(one.id)! }))), touches)
  const stopped = new Set([...changed.filter((row) => row.stopped && !existing.get(row.hisId)!.stopped).map((row) => idOf.get(row.hisId)!), ...slots.stoppedScheduleIds])
  for (const scheduleId of stopped) await enqueue(tx, 'stopAppointments', { scheduleId }, { key: scheduleId })
  const moved = new Set([...changed.map((row) => idOf.get(row.hisId)!), ...slots.movedScheduleIds])
  for (const scheduleId of moved) if (!stopped.has(scheduleId)) await enqueue(tx, 'moveAppointments', { scheduleId }, { key: scheduleId })
  return {
    stopped: stopped.size,
    added: added.length + slots.added,
    changed: changed.length + slots.changed,
    unchanged: rows.length - added.length - changed.length + slots.unchanged,
    failed: answered.length - rows.length,
    messages,
    outdated: slots.outdated,
  }
}

/** Counts what could not be read as failed, and says of each where. */
export const withRefused = (merged: MergeResult, { refused }: HisScheduleList): MergeResult => ({
  ...merged, failed: merged.failed + refused.length,
  messages: [...merged.messages, ...refused.map(({ resource, id, element, problem }) => `${resource}/${id || '（无编号）'} 无法读取：${element}，${problem}`)],
})

/** HIS ids → ours; a schedule of an unknown department or doctor is reported, the others go on. */
async function resolve(tx: ClinicalContext, answered: readonly HisSchedule[]): Promise<{ rows: NewSchedule[]; messages: string[] }> {
  const institutions = await idsByHisId(tx, institution)
  const departments = await idsByHisId(tx, department)
  const practitioners = await idsByHisId(tx, practitioner)
  const messages: string[] = []
  const rows: NewSchedule[] = []
  for (const one of answered) {
    const institutionId = institutions.get(one.institutionId)
    const departmentId = departments.get(one.departmentId)
    const practitionerId = one.practitionerId === null ? null : practitioners.get(one.practitionerId)
    if (!institutionId || !departmentId || practitionerId === undefined) {
      messages.push(`排班 ${one.id}（${one.clinicName}，${one.day}）的${!institutionId ? '机构' : !departmentId ? '科室' : '医生'}不在目录中`)
      continue
    }
    rows.push({
      id: newId(), hisId: one.id, institutionId, departmentId, practitionerId, queueId: '', kind: one.kind, clinicName: one.clinicName,
      day: one.day, part: one.session, feeFen: one.feeFen, room: one.room || null, stopped: one.stopped, stopReason: one.stopReason,
    })
  }
  await assignQueues(tx, rows)
  return { rows, messages }
}

async function idsByHisId(tx: ClinicalContext, table: typeof institution | typeof department | typeof practitioner): Promise<Map<string, string>> {
  const rows = await tx.db.select({ id: table.id, hisId: table.hisId }).from(table).where(isNotNull(table.hisId))
  return new Map(rows.map(({ id, hisId }) => [hisId!, id]))
}

/** One queue for a doctor (or a department's clinic) in a part of a day, whatever kinds of clinic he holds in it. */
async function assignQueues(tx: ClinicalContext, rows: NewSchedule[]): Promise<void> {
  if (!rows.length) return
  const places = new Map(rows.map((row) => [placeOf(row), { day: row.day, part: row.part, institutionId: row.institutionId, departmentId: row.departmentId, practitionerId: row.practitionerId, room: row.room }]))
  await tx.db.insert(queue).values([...places.values()]).onConflictDoNothing()
  const found = await tx.db.select().from(queue)
    .where(and(inArray(queue.day, [...new Set(rows.map((row) => row.day))]), inArray(queue.departmentId, [...new Set(rows.map((row) => row.departmentId))])))
  const queueIds = new Map(found.map((row) => [placeOf(row), row.id]))
  for (const row of rows) row.queueId = queueIds.get(placeOf(row))!
}

const placeOf = (row: { day: string; part: string; departmentId: string; practitionerId?: string | null }) => `${row.day} ${row.part} ${row.departmentId} ${row.practitionerId ?? ''}`

const COMPARED = ['institutionId', 'departmentId', 'practitionerId', 'queueId', 'kind', 'clinicName', 'day', 'part', 'feeFen', 'room', 'stopped', 'stopReason'] as const

const differs = (before: typeof schedule.$inferSelect, after: NewSchedule) => COMPARED.some((field) => before[field] !== after[field])
