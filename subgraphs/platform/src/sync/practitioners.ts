import { and, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm'
import type { HisPractitioner, HisPractitionerPage } from '@hospital/connectors/his/port'
import { pinyinInitials } from '@hospital/search/pinyin'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PlatformContext } from '../context.ts'
import { titleRank } from '../directory/title-rank.ts'
import { lockRunning, recordStep } from '../jobs/job.ts'
import { signOutPractitioners } from '../staff/staff-account.ts'
import { department, practitioner, practitionerDepartment } from '../tables/directory.ts'
import type { JobStep } from '../tables/job.ts'
import { announceDirectory } from './announcement.ts'
import { count, differs, freshStep, type Outcome, unpinned, unreadableWords } from './merge.ts'

export const STEP = 'practitioners'
const PAGE = 50

/** Staff page by page. The page's rows and the place to go on from are one transaction. */
export async function syncPractitioners(ctx: PlatformContext, jobId: string): Promise<void> {
  for (;;) {
    const running = await inTransaction(ctx, (tx) => lockRunning(tx, jobId))
    if (!running || running.steps[STEP]?.finished) return
    const page = await ctx.his.listPractitioners({ count: PAGE, ...(running.cursor && { cursor: running.cursor }) })
    await inTransaction(ctx, (tx) => keepPage(tx, jobId, running.cursor, page))
  }
}

async function keepPage(tx: Context, jobId: string, cursor: string | null, { practitioners, refused, total, nextCursor }: HisPractitionerPage): Promise<void> {
  const running = await lockRunning(tx, jobId)
  // Another worker may have taken the page meanwhile.
  if (!running || running.cursor !== cursor || running.steps[STEP]?.finished) return
  const step = structuredClone(running.steps[STEP] ?? freshStep(total))
  const places = await departmentPlaces(tx, practitioners)
  for (const person of practitioners) await keepPractitioner(tx, { jobId, step, places }, person)
  for (const one of refused) {
    // Who cannot be read is there all the same, and stays as they were.
    await tx.db.update(practitioner).set({ seenInJob: jobId }).where(eq(practitioner.hisId, one.id))
    count(step, 'failed', unreadableWords(one))
  }
  if (nextCursor === null) await disableMissing(tx, jobId, step)
  await recordStep(tx, jobId, STEP, { ...step, total: Math.max(step.total, step.done), finished: nextCursor === null }, nextCursor)
  if (nextCursor === null) await announceDirectory(tx, jobId)
}

interface Place {
  id: string
  institutionId: string
}

interface PageContext {
  jobId: string
  step: JobStep
  /** HIS id → department. */
  places: ReadonlyMap<string, Place>
}

async function departmentPlaces(tx: Context, people: readonly HisPractitioner[]): Promise<Map<string, Place>> {
  const ids = [...new Set(people.flatMap(({ departmentIds }) => departmentIds))]
  const rows = await tx.db.select({ hisId: department.hisId, id: department.id, institutionId: department.institutionId }).from(department).where(inArray(department.hisId, ids))
  return new Map(rows.map(({ hisId, ...place }) => [hisId!, place]))
}

async function keepPractitioner(tx: Context, { jobId, step, places }: PageContext, person: HisPractitioner): Promise<void> {
  const departments = person.departmentIds.map((hisId) => places.get(hisId)).filter((place) => place !== undefined)
  const [primary] = departments
  if (!primary) return count(step, 'failed', `${person.name}（工号 ${person.staffNumber}）：所属科室不存在`)
  const said = {
    staffNumber: person.staffNumber, institutionId: primary.institutionId, name: person.name, pinyin: pinyinInitials(person.name, 'person'), role: person.role, title: person.title,
    titleRank: titleRank(person.title), specialties: person.specialties, intro: person.intro, licenceNumber: person.licence?.number ?? null, enabled: person.active,
  }
  const [kept] = await tx.db.select().from(practitioner).where(eq(practitioner.hisId, person.id))
  const incoming = unpinned(kept, said)
  const seen = { ...incoming, hisId: person.id, seenInJob: jobId, syncedAt: tx.now() }
  const [row] = kept
    ? await tx.db.update(practitioner).set(seen).where(eq(practitioner.id, kept.id)).returning({ id: practitioner.id })
    : await tx.db.insert(practitioner).values(seen).returning({ id: practitioner.id })
  const moved = !kept?.pinned.includes('departmentIds') && await keepDepartments(tx, row!.id, [...new Set(departments.map(({ id }) => id))])
  const outcome: Outcome = !kept ? 'added' : moved || differs(kept, incoming) ? 'changed' : 'unchanged'
  const unknown = person.departmentIds.length - departments.length
  if (kept?.enabled && !person.active) await signOutPractitioners(tx, [kept.id])
  count(step, outcome, unknown ? `${person.name}（工号 ${person.staffNumber}）：有 ${unknown} 个科室不存在，已略过` : undefined)
}

/** Whether anything changed. */
async function keepDepartments(tx: Context, practitionerId: string, departmentIds: string[]): Promise<boolean> {
  const own = eq(practitionerDepartment.practitionerId, practitionerId)
  const kept = await tx.db.select().from(practitionerDepartment).where(own).orderBy(practitionerDepartment.place)
  if (kept.length === departmentIds.length && kept.every(({ departmentId }, i) => departmentId === departmentIds[i])) return false
  await tx.db.delete(practitionerDepartment).where(own)
  await tx.db.insert(practitionerDepartment).values(departmentIds.map((departmentId, place) => ({ practitionerId, departmentId, place })))
  return true
}

/** Who HIS no longer lists can sign in no longer and stays for the history. */
async function disableMissing(tx: Context, jobId: string, step: JobStep): Promise<void> {
  const missing = and(isNotNull(practitioner.hisId), or(isNull(practitioner.seenInJob), ne(practitioner.seenInJob, jobId)), eq(practitioner.enabled, true))
  const gone = await tx.db.update(practitioner).set({ enabled: false }).where(missing).returning({ id: practitioner.id, name: practitioner.name, staffNumber: practitioner.staffNumber })
  await signOutPractitioners(tx, gone.map(({ id }) => id))
  for (const { name, staffNumber } of gone) {
    step.total += 1
    count(step, 'changed', `${name}（工号 ${staffNumber}）在医院信息系统中已不存在，已停用`)
  }
}
