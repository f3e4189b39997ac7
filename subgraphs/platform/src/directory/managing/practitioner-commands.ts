import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { pinyinInitials } from '@hospital/search/pinyin'
import { audit } from '@hospital/subgraph/audit'
import type { BulkResult } from '@hospital/subgraph/bulk'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import { openApplication } from '../../applications/submission.ts'
import { signOutPractitioners } from '../../staff/staff-account.ts'
import { department, practitioner, practitionerDepartment } from '../../tables/directory.ts'
import type { PractitionerRow } from '../practitioner.ts'
import { titleRank } from '../title-rank.ts'
import { announceChange } from './announcement.ts'
import { idOf, invalid, optionalText, requiredText, said, wholeNumber } from '@hospital/subgraph/fields'
import type { CreatePractitionerInput, UpdatePractitionerInput } from './inputs.types.ts'
import { changeRecord, lockDirectory, lockRecord, setEnabled } from './record.ts'

const MOST_DEPARTMENTS = 10

/** Adds a doctor, nurse or pharmacist, who works and is listed once the audit has approved (A1-05). Refuses INVALID_INPUT. */
export function createPractitioner(ctx: Context, input: CreatePractitionerInput): Promise<PractitionerRow> {
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx)
    const fields = fieldsOf(input)
    const departments = await placesOf(tx, input.departmentIds)
    const institutionId = departments[0]!.institutionId
    const [row] = await tx.db.insert(practitioner).values({
      enabled: true, standing: 'PENDING', ...fields, institutionId, role: input.role, name: fields.name!, pinyin: fields.pinyin!, title: fields.title!, titleRank: fields.titleRank!,
    }).returning()
    await tx.db.insert(practitionerDepartment).values(departments.map(({ id }, place) => ({ practitionerId: row!.id, departmentId: id, place })))
    await audit(tx, 'practitioner.create', { subjectType: 'Practitioner', subjectId: row!.id, after: { ...fields, role: input.role, departments: departments.map(({ name }) => name) } })
    const { title, licenceNumber, specialties, intro } = row!
    await openApplication(tx, row!.id, { title, licenceNumber: licenceNumber ?? '', specialties, intro }, [])
    await announceChange(tx, 'Practitioner', [row!.id])
    return row!
  })
}

/** Changes a practitioner and where he works. Refuses INVALID_INPUT, NOT_FOUND, CONFLICT. */
export function updatePractitioner(ctx: Context, input: UpdatePractitionerInput): Promise<PractitionerRow> {
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx)
    const before = await lockRecord(tx, 'Practitioner', input.id)
    const fields = fieldsOf(input)
    const departments = input.departmentIds && (await placesOf(tx, input.departmentIds))
    const moved = departments && (await move(tx, before, departments))
    const pinned = moved && before.hisId !== null ? [...new Set([...before.pinned, 'departmentIds', 'institutionId'])] : undefined
    if (pinned && !input.followHis) await tx.db.update(practitioner).set({ pinned }).where(eq(practitioner.id, input.id))
    const row = await changeRecord(tx, 'Practitioner', input, { ...fields, ...(moved && { institutionId: departments![0]!.institutionId }) } as never)
    await announceChange(tx, 'Practitioner', [row.id])
    return row
  })
}

/** Who is out of service is signed out at once. */
export function setPractitionersEnabled(ctx: Context, ids: readonly string[], enabled: boolean): Promise<BulkResult> {
  return setEnabled(ctx, 'Practitioner', ids, enabled, async (tx, id) => { if (!enabled) await signOutPractitioners(tx, [id]) })
}

interface Place {
  id: string
  name: string
  institutionId: string
}

/** In the order given: the first is the primary one. */
async function placesOf(tx: Context, ids: readonly string[]): Promise<Place[]> {
  const wanted = [...new Set(ids)]
  if (!wanted.length || wanted.length > MOST_DEPARTMENTS) throw invalid('departmentIds', `请选择 1 到 ${MOST_DEPARTMENTS} 个科室。`)
  for (const id of wanted) idOf('departmentIds', id)
  const rows = await tx.db.select({ id: department.id, name: department.name, institutionId: department.institutionId }).from(department).where(and(inArray(department.id, wanted), isNull(department.removedAt)))
  return wanted.map((id) => rows.find((row) => row.id === id) ?? failMissing())
}

function failMissing(): never {
  throw invalid('departmentIds', '所选的科室不存在或已删除。')
}

/** Whether he works elsewhere now. */
async function move(tx: Context, { id }: PractitionerRow, departments: Place[]): Promise<boolean> {
  const own = eq(practitionerDepartment.practitionerId, id)
  const kept = await tx.db.select({ id: department.id, name: department.name }).from(practitionerDepartment).innerJoin(department, eq(department.id, practitionerDepartment.departmentId)).where(own).orderBy(asc(practitionerDepartment.place))
  if (kept.length === departments.length && kept.every((one, place) => one.id === departments[place]!.id)) return false
  await tx.db.delete(practitionerDepartment).where(own)
  await tx.db.insert(practitionerDepartment).values(departments.map((one, place) => ({ practitionerId: id, departmentId: one.id, place })))
  await audit(tx, 'practitioner.move', { subjectType: 'Practitioner', subjectId: id, before: { departments: kept.map(({ name }) => name) }, after: { departments: departments.map(({ name }) => name) } })
  return true
}

function fieldsOf(input: Partial<CreatePractitionerInput>) {
  const name = requiredText('name', '姓名', input.name, 40)
  const title = requiredText('title', '职称', input.title, 30)
  return said({
    name,
    pinyin: name && pinyinInitials(name, 'person'),
    title,
    titleRank: title ? titleRank(title) : undefined,
    staffNumber: optionalText('staffNumber', '工号', input.staffNumber, 30),
    specialties: optionalText('specialties', '擅长', input.specialties, 500),
    intro: optionalText('intro', '简介', input.intro, 2_000),
    licenceNumber: optionalText('licenceNumber', '执业证号', input.licenceNumber, 60),
    priority: wholeNumber('priority', '优先级', input.priority, 0, 10_000),
  })
}
