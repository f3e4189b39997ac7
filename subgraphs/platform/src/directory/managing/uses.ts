import { and, eq, isNull } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { department, directoryUse, institution, practitioner, practitionerDepartment } from '../../tables/directory.ts'
import { administrator, staffAccount } from '../../tables/staff.ts'
import type { RecordKind } from './record.ts'

/** What in this subgraph refers to a record, in the words of a refusal. */
const OWN_USES: Record<RecordKind, readonly { words: string; column: PgColumn; unlessRemoved?: PgColumn }[]> = {
  Institution: [
    { words: '个下级机构', column: institution.parentId, unlessRemoved: institution.removedAt },
    { words: '个科室', column: department.institutionId, unlessRemoved: department.removedAt },
    { words: '名医护人员', column: practitioner.institutionId, unlessRemoved: practitioner.removedAt },
    { words: '名管理员', column: administrator.institutionId },
  ],
  Department: [
    { words: '个下级科室', column: department.parentId, unlessRemoved: department.removedAt },
    { words: '名医护人员', column: practitionerDepartment.departmentId },
  ],
  Practitioner: [{ words: '个登录账号', column: staffAccount.practitionerId }],
}

/** Refuses IN_USE, saying what refers to the record: HIS, rows here, or what other subgraphs have told of. */
export async function requireUnused(tx: Context, kind: RecordKind, { id, hisId }: { id: string; hisId: string | null }): Promise<void> {
  if (hisId !== null) throw new Refusal('IN_USE', { message: '该记录来自医院信息系统，不能删除，可以改为停用。', details: { by: 'HIS' } })
  const uses: string[] = []
  for (const { words, column, unlessRemoved } of OWN_USES[kind]) {
    const count = await tx.db.$count(column.table as PgTable, and(eq(column, id), unlessRemoved && isNull(unlessRemoved)))
    if (count) uses.push(`${count} ${words}`)
  }
  const told = await tx.db.select({ by: directoryUse.by }).from(directoryUse).where(eq(directoryUse.recordId, id))
  uses.push(...told.map(({ by }) => by))
  if (uses.length) throw new Refusal('IN_USE', { message: `还有${uses.join('、')}在使用，不能删除，可以改为停用。`, details: { uses } })
}

/** Another subgraph has begun to refer to these records. */
export async function noteUse(tx: Context, { ids, by }: EventPayloads['directory.referenced']): Promise<void> {
  if (ids.length) await tx.db.insert(directoryUse).values(ids.map((recordId) => ({ recordId, by, since: tx.now() }))).onConflictDoNothing()
}
