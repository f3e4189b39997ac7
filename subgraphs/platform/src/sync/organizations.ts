import { and, eq, isNotNull, isNull, ne, or } from 'drizzle-orm'
import type { HisOrganization } from '@hospital/connectors/his/port'
import type { HisRefused } from '@hospital/connectors/his/reading'
import { pinyinInitials } from '@hospital/search/pinyin'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PlatformContext } from '../context.ts'
import { lockRunning, recordStep } from '../jobs/job.ts'
import { department, institution } from '../tables/directory.ts'
import type { JobStep } from '../tables/job.ts'
import { count, differs, freshStep, unpinned, unreadableWords } from './merge.ts'

export const STEP = 'organizations'

/** Where a patient may check in when HIS names no radius. */
const FENCE_METERS = 500

/** Institutions and departments in one transaction: a tree is whole or it is none. */
export async function syncOrganizations(ctx: PlatformContext, jobId: string): Promise<void> {
  const { organizations, refused } = await ctx.his.listOrganizations()
  await inTransaction(ctx, async (tx) => {
    const running = await lockRunning(tx, jobId)
    if (!running || running.steps[STEP]?.finished) return
    const step = freshStep(organizations.length + refused.length)
    const merge = new TreeMerge(tx, jobId, step)
    for (const one of refused) await merge.keep(one)
    for (const [place, organization] of organizations.entries()) await merge.take(organization, place)
    await disableMissing(tx, jobId, step)
    await recordStep(tx, jobId, STEP, { ...step, finished: true })
  })
}

/** Parents come before their children, so each row finds the one it hangs on. */
class TreeMerge {
  /** HIS id → id of the institution it is or belongs to. */
  private readonly institutionIds = new Map<string, string>()
  private readonly departmentIds = new Map<string, string>()

  constructor(private readonly tx: Context, private readonly jobId: string, private readonly step: JobStep) {}

  async take(organization: HisOrganization, place: number): Promise<void> {
    if (organization.kind !== 'DEPARTMENT') return this.takeInstitution(organization, place)
    const institutionId = organization.parentId && this.institutionIds.get(organization.parentId)
    if (!institutionId) return count(this.step, 'failed', `科室“${organization.name}”（${organization.id}）：所属机构不存在`)
    this.institutionIds.set(organization.id, institutionId)
    return this.takeDepartment(organization, institutionId, place)
  }

  /** What cannot be read is there all the same: it stays as it was, and others may hang on it. */
  async keep(refused: HisRefused): Promise<void> {
    count(this.step, 'failed', unreadableWords(refused))
    const [place] = await this.tx.db.update(institution).set({ seenInJob: this.jobId }).where(eq(institution.hisId, refused.id)).returning({ id: institution.id })
    const [clinic] = await this.tx.db.update(department).set({ seenInJob: this.jobId }).where(eq(department.hisId, refused.id)).returning({ id: department.id, institutionId: department.institutionId })
    if (place) this.institutionIds.set(refused.id, place.id)
    if (clinic) this.institutionIds.set(refused.id, clinic.institutionId)
    if (clinic) this.departmentIds.set(refused.id, clinic.id)
  }

  private async takeInstitution({ id: hisId, kind, parentId, name, code, active, phone, address, geo, fenceMetres }: HisOrganization, place: number): Promise<void> {
    const said = {
      kind: kind === 'HOSPITAL' ? 'MAIN' as const : 'BRANCH' as const, parentId: (parentId && this.institutionIds.get(parentId)) || null, name, licenceNumber: code, enabled: active,
      phone, address, latitude: geo?.latitude ?? null, longitude: geo?.longitude ?? null, fenceMeters: fenceMetres ?? FENCE_METERS, sortOrder: place,
    }
    const [kept] = await this.tx.db.select().from(institution).where(eq(institution.hisId, hisId))
    const incoming = unpinned(kept, said)
    const seen = { ...incoming, hisId, seenInJob: this.jobId, syncedAt: this.tx.now() }
    const [row] = kept
      ? await this.tx.db.update(institution).set(seen).where(eq(institution.id, kept.id)).returning({ id: institution.id })
      : await this.tx.db.insert(institution).values(seen).returning({ id: institution.id })
    this.institutionIds.set(hisId, row!.id)
    count(this.step, kept ? (differs(kept, incoming) ? 'changed' : 'unchanged') : 'added')
  }

  private async takeDepartment({ id: hisId, parentId, name, code, active, intro, location }: HisOrganization, institutionId: string, place: number): Promise<void> {
    const said = {
      institutionId, parentId: (parentId && this.departmentIds.get(parentId)) || null, code, subjectCode: code, name, pinyin: pinyinInitials(name), enabled: active,
      intro, location, sortOrder: place,
    }
    const [kept] = await this.tx.db.select().from(department).where(eq(department.hisId, hisId))
    const incoming = unpinned(kept, said)
    const seen = { ...incoming, hisId, seenInJob: this.jobId, syncedAt: this.tx.now() }
    const [row] = kept
      ? await this.tx.db.update(department).set(seen).where(eq(department.id, kept.id)).returning({ id: department.id })
      : await this.tx.db.insert(department).values(seen).returning({ id: department.id })
    this.departmentIds.set(hisId, row!.id)
    count(this.step, kept ? (differs(kept, incoming) ? 'changed' : 'unchanged') : 'added')
  }
}

/** What HIS no longer lists goes out of service and stays for the history. */
async function disableMissing(tx: Context, jobId: string, step: JobStep): Promise<void> {
  for (const table of [institution, department]) {
    const gone = await tx.db.update(table).set({ enabled: false }).where(and(isNotNull(table.hisId), or(isNull(table.seenInJob), ne(table.seenInJob, jobId)), eq(table.enabled, true))).returning({ name: table.name })
    for (const { name } of gone) {
      step.total += 1
      count(step, 'changed', `“${name}”在医院信息系统中已不存在，已停用`)
    }
  }
}
