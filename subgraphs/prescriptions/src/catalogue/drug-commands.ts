import { and, eq, inArray, sql } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { pinyinInitials } from '@hospital/search/pinyin'
import { audit } from '@hospital/subgraph/audit'
import { eachRow, type BulkResult } from '@hospital/subgraph/bulk'
import type { Context } from '@hospital/subgraph/context'
import { idOf, optionalText, requiredText, said, wholeNumber } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, sqlState, violatedConstraint } from '@hospital/subgraph/transaction'
import { drug } from '../tables.ts'
import type { DrugRow } from './drug.ts'
import type { CreateDrugInput, UpdateDrugInput } from './drug.inputs.ts'

const FOREIGN_KEY = '23503'

/** Adds a pack of a drug. Refuses INVALID_INPUT, CODE_TAKEN. */
export function createDrug(ctx: Context, input: CreateDrugInput): Promise<DrugRow> {
  return inTransaction(ctx, async (tx) => {
    const fields = fieldsOf(input)
    const [row] = await tx.db.insert(drug).values({ controlled: false, ...fields, code: fields.code!, name: fields.name!, pinyin: fields.pinyin!, updatedAt: tx.now() }).returning().catch(codeTaken)
    await audit(tx, 'drug.create', { subjectType: 'Drug', subjectId: row!.id, after: fields })
    return row!
  })
}

/** Changes a pack of a drug. Refuses INVALID_INPUT, NOT_FOUND, CODE_TAKEN, CONFLICT (somebody else changed it meanwhile). */
export function updateDrug(ctx: Context, { id, version, ...input }: UpdateDrugInput): Promise<DrugRow> {
  return inTransaction(ctx, async (tx) => {
    const fields = fieldsOf(input)
    const [before] = isId(id) ? await tx.db.select().from(drug).where(eq(drug.id, id)).for('update') : []
    if (!before) throw new Refusal('NOT_FOUND')
    if (before.version !== version) throw new Refusal('CONFLICT', { message: '这条记录刚刚被他人修改，请刷新后再改。', details: { version: before.version } })
    const changed = Object.keys(fields).filter((field) => before[field as keyof DrugRow] !== fields[field as keyof typeof fields])
    if (!changed.length) return before
    const [after] = await tx.db.update(drug).set({ ...fields, version: version + 1, updatedAt: tx.now() }).where(and(eq(drug.id, id), eq(drug.version, version))).returning().catch(codeTaken)
    const part = (row: object) => Object.fromEntries(changed.map((field) => [field, row[field as keyof object]]))
    await audit(tx, 'drug.update', { subjectType: 'Drug', subjectId: id, before: part(before), after: part(after!) })
    return after!
  })
}

function codeTaken(error: unknown): never {
  throw violatedConstraint(error) === 'drug_code_unique' ? new Refusal('CODE_TAKEN', { details: { field: 'code' } }) : error
}

/** Takes them into or out of service. */
export function setDrugsEnabled(ctx: Context, ids: readonly string[], enabled: boolean): Promise<BulkResult> {
  return eachRow(ctx, ids, (known) => namesOf(ctx, known), async (tx, id) => {
    const [row] = await tx.db.update(drug).set({ enabled, version: sql`${drug.version} + 1`, updatedAt: tx.now() }).where(eq(drug.id, id)).returning()
    if (!row) throw new Refusal('NOT_FOUND')
    await audit(tx, 'drug.update', { subjectType: 'Drug', subjectId: id, after: { enabled } })
  })
}

/** Removes what nothing refers to; refuses the others IN_USE. */
export function removeDrugs(ctx: Context, ids: readonly string[]): Promise<BulkResult> {
  return eachRow(ctx, ids, (known) => namesOf(ctx, known), async (tx, id) => {
    const [row] = await tx.db.delete(drug).where(eq(drug.id, id)).returning().catch((error) => {
      throw sqlState(error) === FOREIGN_KEY ? new Refusal('IN_USE', { message: '该药品已被使用，不能删除，可以改为停用。' }) : error
    })
    if (!row) throw new Refusal('NOT_FOUND')
    await audit(tx, 'drug.remove', { subjectType: 'Drug', subjectId: id, before: { code: row.code, name: row.name } })
  })
}

const namesOf = (ctx: Context, ids: string[]) => ctx.db.select({ id: drug.id, name: drug.name }).from(drug).where(inArray(drug.id, ids))

function fieldsOf(input: Partial<CreateDrugInput>) {
  const name = requiredText('name', '药品名称', input.name, 200)
  return said({
    name,
    pinyin: name && pinyinInitials(name),
    code: requiredText('code', '药品编码', input.code, 40),
    form: optionalText('form', '剂型', input.form, 40),
    specification: optionalText('specification', '规格', input.specification, 100),
    packUnit: optionalText('packUnit', '包装单位', input.packUnit, 20),
    priceFen: input.priceFen === null ? null : wholeNumber('priceFen', '零售价（分）', input.priceFen, 0, 1_000_000_000),
    manufacturer: optionalText('manufacturer', '生产企业', input.manufacturer, 100),
    approvalNumber: optionalText('approvalNumber', '批准文号', input.approvalNumber, 60),
    supplierId: idOf('supplierId', input.supplierId),
    controlled: input.controlled ?? undefined,
    enabled: input.enabled ?? undefined,
  })
}
