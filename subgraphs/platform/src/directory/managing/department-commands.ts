import { and, eq, isNull } from 'drizzle-orm'
import { pinyinInitials } from '@hospital/search/pinyin'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import { department, institution } from '../../tables/directory.ts'
import type { DepartmentRow } from '../department.ts'
import { announceChange } from './announcement.ts'
import { idOf, invalid, optionalText, requiredText, said, wholeNumber } from '@hospital/subgraph/fields'
import type { CreateDepartmentInput, UpdateDepartmentInput } from './inputs.types.ts'
import { changeRecord, lockDirectory, lockRecord } from './record.ts'
import { requireParent } from './tree.ts'

/** Adds a department. Refuses INVALID_INPUT. */
export function createDepartment(ctx: Context, input: CreateDepartmentInput): Promise<DepartmentRow> {
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx)
    const fields = fieldsOf(input)
    await requirePlace(tx, input.institutionId, fields.parentId)
    const [row] = await tx.db.insert(department).values({ enabled: true, sortOrder: 1_000, ...fields, institutionId: input.institutionId, name: fields.name!, code: fields.code!, pinyin: fields.pinyin! }).returning()
    await audit(tx, 'department.create', { subjectType: 'Department', subjectId: row!.id, after: fields })
    await announceChange(tx, 'Department', [row!.id])
    return row!
  })
}

/** Changes a department. Refuses INVALID_INPUT, NOT_FOUND, CONFLICT, TREE_LOOP. */
export function updateDepartment(ctx: Context, input: UpdateDepartmentInput): Promise<DepartmentRow> {
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx)
    const before = await lockRecord(tx, 'Department', input.id)
    const fields = fieldsOf(input)
    await requirePlace(tx, fields.institutionId ?? before.institutionId, fields.parentId === undefined ? before.parentId : fields.parentId, input.id)
    const row = await changeRecord(tx, 'Department', input, fields as never)
    await announceChange(tx, 'Department', [row.id])
    return row
  })
}

/** A department hangs below one of its own institution, or directly below the institution. */
async function requirePlace(tx: Context, institutionId: string, parentId: string | null | undefined, ownId?: string): Promise<void> {
  const [place] = await tx.db.select({ id: institution.id }).from(institution).where(and(eq(institution.id, idOf('institutionId', institutionId)!), isNull(institution.removedAt)))
  if (!place) throw invalid('institutionId', '所选的机构不存在或已删除。')
  await requireParent(tx, department, parentId, ownId)
  const [parent] = parentId ? await tx.db.select({ institutionId: department.institutionId }).from(department).where(eq(department.id, parentId)) : []
  if (parent && parent.institutionId !== institutionId) throw invalid('parentId', '上级科室须属于同一机构。')
}

function fieldsOf(input: Partial<CreateDepartmentInput>) {
  const name = requiredText('name', '科室名称', input.name, 60)
  return said({
    name,
    pinyin: name && pinyinInitials(name),
    institutionId: idOf('institutionId', input.institutionId) ?? undefined,
    parentId: idOf('parentId', input.parentId),
    code: requiredText('code', '科室编码', input.code, 40),
    subjectCode: optionalText('subjectCode', '诊疗科目', input.subjectCode, 40),
    intro: optionalText('intro', '简介', input.intro, 2_000),
    location: optionalText('location', '位置', input.location, 100),
    sortOrder: wholeNumber('sortOrder', '排序', input.sortOrder, 0, 100_000),
  })
}
