import { and, eq, inArray, sql } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { pinyinInitials } from '@hospital/search/pinyin'
import { audit } from '@hospital/subgraph/audit'
import { eachRow, type BulkResult } from '@hospital/subgraph/bulk'
import type { Context } from '@hospital/subgraph/context'
import { matchingText, optionalText, requiredText, said } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, sqlState, violatedConstraint } from '@hospital/subgraph/transaction'
import { supplier } from '../tables.ts'
import type { SupplierRow } from './supplier.ts'
import type { CreateSupplierInput, UpdateSupplierInput } from './supplier.inputs.ts'

const FOREIGN_KEY = '23503'

/** Adds a supplier. Refuses INVALID_INPUT, CODE_TAKEN. */
export function createSupplier(ctx: Context, input: CreateSupplierInput): Promise<SupplierRow> {
  return inTransaction(ctx, async (tx) => {
    const fields = fieldsOf(input)
    const [row] = await tx.db.insert(supplier).values({ ...fields, code: fields.code!, name: fields.name!, pinyin: fields.pinyin!, updatedAt: tx.now() }).returning().catch(codeTaken)
    await audit(tx, 'supplier.create', { subjectType: 'Supplier', subjectId: row!.id, after: fields })
    return row!
  })
}

/** Changes a supplier. Refuses INVALID_INPUT, NOT_FOUND, CODE_TAKEN, CONFLICT (somebody else changed it meanwhile). */
export function updateSupplier(ctx: Context, { id, version, ...input }: UpdateSupplierInput): Promise<SupplierRow> {
  return inTransaction(ctx, async (tx) => {
    const fields = fieldsOf(input)
    const [before] = isId(id) ? await tx.db.select().from(supplier).where(eq(supplier.id, id)).for('update') : []
    if (!before) throw new Refusal('NOT_FOUND')
    if (before.version !== version) throw new Refusal('CONFLICT', { message: '这条记录刚刚被他人修改，请刷新后再改。', details: { version: before.version } })
    const changed = Object.keys(fields).filter((field) => before[field as keyof SupplierRow] !== fields[field as keyof typeof fields])
    if (!changed.length) return before
    const [after] = await tx.db.update(supplier).set({ ...fields, version: version + 1, updatedAt: tx.now() }).where(and(eq(supplier.id, id), eq(supplier.version, version))).returning().catch(codeTaken)
    const part = (row: object) => Object.fromEntries(changed.map((field) => [field, row[field as keyof object]]))
    await audit(tx, 'supplier.update', { subjectType: 'Supplier', subjectId: id, before: part(before), after: part(after!) })
    return after!
  })
}

function codeTaken(error: unknown): never {
  throw violatedConstraint(error) === 'supplier_code_unique' ? new Refusal('CODE_TAKEN', { details: { field: 'code' } }) : error
}

/** Takes them into or out of service. */
export function setSuppliersEnabled(ctx: Context, ids: readonly string[], enabled: boolean): Promise<BulkResult> {
  return eachRow(ctx, ids, (known) => namesOf(ctx, known), async (tx, id) => {
    const [row] = await tx.db.update(supplier).set({ enabled, version: sql`${supplier.version} + 1`, updatedAt: tx.now() }).where(eq(supplier.id, id)).returning()
    if (!row) throw new Refusal('NOT_FOUND')
    await audit(tx, 'supplier.update', { subjectType: 'Supplier', subjectId: id, after: { enabled } })
  })
}

/** Removes what nothing refers to; refuses the others IN_USE. */
export function removeSuppliers(ctx: Context, ids: readonly string[]): Promise<BulkResult> {
  return eachRow(ctx, ids, (known) => namesOf(ctx, known), async (tx, id) => {
    const [row] = await tx.db.delete(supplier).where(eq(supplier.id, id)).returning().catch((error) => {
      throw sqlState(error) === FOREIGN_KEY ? new Refusal('IN_USE', { message: '还有药品由该药企供应，不能删除，可以改为停用。' }) : error
    })
    if (!row) throw new Refusal('NOT_FOUND')
    await audit(tx, 'supplier.remove', { subjectType: 'Supplier', subjectId: id, before: { code: row.code, name: row.name } })
  })
}

const namesOf = (ctx: Context, ids: string[]) => ctx.db.select({ id: supplier.id, name: supplier.name }).from(supplier).where(inArray(supplier.id, ids))

function fieldsOf(input: Partial<CreateSupplierInput>) {
  const name = requiredText('name', '药企名称', input.name, 100)
  return said({
    name,
    pinyin: name && pinyinInitials(name),
    code: requiredText('code', '药企编码', input.code, 40),
    licenceNumber: optionalText('licenceNumber', '经营许可证号', input.licenceNumber, 60),
    contact: optionalText('contact', '联系人', input.contact, 40),
    phone: matchingText('phone', '电话', input.phone, /^[\d\-+()（） ]{5,30}$/, '只能含数字与连接符。'),
    address: optionalText('address', '地址', input.address, 200),
    enabled: input.enabled ?? undefined,
  })
}
