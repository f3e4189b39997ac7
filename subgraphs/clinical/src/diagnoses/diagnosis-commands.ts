import { and, eq, inArray, sql } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { pinyinInitials } from '@hospital/search/pinyin'
import { audit } from '@hospital/subgraph/audit'
import { eachRow, type BulkResult } from '@hospital/subgraph/bulk'
import type { Context } from '@hospital/subgraph/context'
import { invalid, requiredText, said } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, sqlState, violatedConstraint } from '@hospital/subgraph/transaction'
import { DIAGNOSIS_SYSTEMS, type DiagnosisSystem } from './diagnosis-import.ts'
import { diagnosis } from '../tables/diagnoses.ts'
import type { DiagnosisRow } from './diagnosis.ts'
import type { CreateDiagnosisInput, UpdateDiagnosisInput } from './diagnosis.inputs.ts'

const FOREIGN_KEY = '23503'

/** Adds a diagnosis. Refuses INVALID_INPUT, CODE_TAKEN. */
export function createDiagnosis(ctx: Context, input: CreateDiagnosisInput): Promise<DiagnosisRow> {
  return inTransaction(ctx, async (tx) => {
    const fields = fieldsOf(input)
    const [row] = await tx.db.insert(diagnosis).values({ synonyms: [], ...fields, system: fields.system!, code: fields.code!, name: fields.name!, pinyin: fields.pinyin!, updatedAt: tx.now() }).returning().catch(codeTaken)
    await audit(tx, 'diagnosis.create', { subjectType: 'Diagnosis', subjectId: row!.id, after: fields })
    return row!
  })
}

/** Changes a diagnosis. Refuses INVALID_INPUT, NOT_FOUND, CODE_TAKEN, CONFLICT (somebody else changed it meanwhile). */
export function updateDiagnosis(ctx: Context, { id, version, ...input }: UpdateDiagnosisInput): Promise<DiagnosisRow> {
  return inTransaction(ctx, async (tx) => {
    const fields = fieldsOf(input)
    const [before] = isId(id) ? await tx.db.select().from(diagnosis).where(eq(diagnosis.id, id)).for('update') : []
    if (!before) throw new Refusal('NOT_FOUND')
    if (before.version !== version) throw new Refusal('CONFLICT', { message: '这条记录刚刚被他人修改，请刷新后再改。', details: { version: before.version } })
    const changed = Object.keys(fields).filter((field) => JSON.stringify(before[field as keyof DiagnosisRow]) !== JSON.stringify(fields[field as keyof typeof fields]))
    if (!changed.length) return before
    const [after] = await tx.db.update(diagnosis).set({ ...fields, version: version + 1, updatedAt: tx.now() }).where(and(eq(diagnosis.id, id), eq(diagnosis.version, version))).returning().catch(codeTaken)
    const part = (row: object) => Object.fromEntries(changed.map((field) => [field, row[field as keyof object]]))
    await audit(tx, 'diagnosis.update', { subjectType: 'Diagnosis', subjectId: id, before: part(before), after: part(after!) })
    return after!
  })
}

function codeTaken(error: unknown): never {
  throw violatedConstraint(error) === 'diagnosis_system_code_unique' ? new Refusal('CODE_TAKEN', { details: { field: 'code' } }) : error
}

/** Takes them into or out of service. */
export function setDiagnosesEnabled(ctx: Context, ids: readonly string[], enabled: boolean): Promise<BulkResult> {
  return eachRow(ctx, ids, (known) => namesOf(ctx, known), async (tx, id) => {
    const [row] = await tx.db.update(diagnosis).set({ enabled, version: sql`${diagnosis.version} + 1`, updatedAt: tx.now() }).where(eq(diagnosis.id, id)).returning()
    if (!row) throw new Refusal('NOT_FOUND')
    await audit(tx, 'diagnosis.update', { subjectType: 'Diagnosis', subjectId: id, after: { enabled } })
  })
}

/** Removes what nothing refers to; refuses the others IN_USE. */
export function removeDiagnoses(ctx: Context, ids: readonly string[]): Promise<BulkResult> {
  return eachRow(ctx, ids, (known) => namesOf(ctx, known), async (tx, id) => {
    const [row] = await tx.db.delete(diagnosis).where(eq(diagnosis.id, id)).returning().catch((error) => {
      throw sqlState(error) === FOREIGN_KEY ? new Refusal('IN_USE', { message: '该诊断已被使用，不能删除，可以改为停用。' }) : error
    })
    if (!row) throw new Refusal('NOT_FOUND')
    await audit(tx, 'diagnosis.remove', { subjectType: 'Diagnosis', subjectId: id, before: { code: row.code, name: row.name } })
  })
}

const namesOf = (ctx: Context, ids: string[]) => ctx.db.select({ id: diagnosis.id, name: diagnosis.name }).from(diagnosis).where(inArray(diagnosis.id, ids))

function fieldsOf(input: Partial<CreateDiagnosisInput>) {
  const name = requiredText('name', '诊断名称', input.name, 200)
  if (input.system !== undefined && !DIAGNOSIS_SYSTEMS.includes(input.system as DiagnosisSystem)) throw invalid('system', '编码体系须为 ICD10 或 TCM。')
  const code = requiredText('code', '诊断编码', input.code, 40)
  if (code && !/^[\x21-\x7e]+$/.test(code)) throw invalid('code', '诊断编码只能含字母、数字与符号。')
  return said({
    name,
    pinyin: name && pinyinInitials(name),
    code,
    system: input.system,
    synonyms: input.synonyms?.map((synonym) => synonym.trim()).filter(Boolean).slice(0, 20),
    enabled: input.enabled ?? undefined,
  })
}
