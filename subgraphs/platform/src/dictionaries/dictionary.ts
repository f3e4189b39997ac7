import { and, asc, eq, ilike, inArray, or, sql } from 'drizzle-orm'
import { can } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { dictionary, dictionaryEntry } from '../tables/dictionary.ts'

export type DictionaryRow = typeof dictionary.$inferSelect
export type DictionaryEntryRow = typeof dictionaryEntry.$inferSelect

/** Words are no secret: everybody reads the enabled ones, whoever keeps the dictionaries all. */
const visibleEntries = (ctx: Context) => (can(ctx.viewer, 'dictionary:manage') ? undefined : eq(dictionaryEntry.enabled, true))

export async function findDictionaries(ctx: Context, ids: readonly string[]): Promise<DictionaryRow[]> {
  return ctx.db.select().from(dictionary).where(inArray(dictionary.id, ids.filter(isId)))
}

export async function findDictionaryEntries(ctx: Context, ids: readonly string[]): Promise<DictionaryEntryRow[]> {
  return ctx.db.select().from(dictionaryEntry).where(and(inArray(dictionaryEntry.id, ids.filter(isId)), visibleEntries(ctx)))
}

export async function findDictionaryByCode(ctx: Context, code: string): Promise<DictionaryRow | undefined> {
  return (await ctx.db.select().from(dictionary).where(eq(dictionary.code, code)))[0]
}

export function listDictionaries(ctx: Context, page: PageArgs, search?: string | null): Promise<Page<DictionaryRow>> {
  const typed = search?.trim().slice(0, 50).replace(/[\\%_]/g, '\\$&')
  return paginate(page, {
    sort: [{ column: dictionary.code }],
    where: typed ? or(ilike(dictionary.code, `%${typed}%`), ilike(dictionary.name, `%${typed}%`)) : undefined,
    rows: (condition, order, limit) => ctx.db.select().from(dictionary).where(condition).orderBy(...order).limit(limit),
    keyOf: ({ code }) => [code],
    count: (condition) => ctx.db.$count(dictionary, condition),
  })
}

/** In the order that the hospital gave them. */
export async function entriesOf(ctx: Context, dictionaryIds: readonly string[]): Promise<Map<string, DictionaryEntryRow[]>> {
  const rows = await ctx.db.select().from(dictionaryEntry).where(and(inArray(dictionaryEntry.dictionaryId, [...dictionaryIds]), visibleEntries(ctx)))
    .orderBy(asc(dictionaryEntry.sortOrder), asc(dictionaryEntry.id))
  const grouped = Map.groupBy(rows, ({ dictionaryId }) => dictionaryId)
  return new Map(dictionaryIds.map((id) => [id, grouped.get(id) ?? []]))
}

export interface SaveDictionary {
  id?: string | null
  code: string
  name: string
  description?: string | null
  version?: number | null
}

/** Makes a dictionary, or words one anew (its code stays). Refuses NOT_FOUND, CONFLICT, INVALID_INPUT. */
export function saveDictionary(ctx: Context, input: SaveDictionary): Promise<DictionaryRow> {
  const code = codeFrom(input.code)
  const values = { name: wordFrom(input.name, 'name', 30), description: input.description?.trim().slice(0, 200) || null }
  return inTransaction(ctx, async (tx) => {
    const before = input.id ? (await findDictionaries(tx, [input.id]))[0] : undefined
    if (input.id && !before) throw new Refusal('NOT_FOUND')
    const [row] = before
      ? await tx.db.update(dictionary).set({ ...values, version: sql`${dictionary.version} + 1` }).where(and(eq(dictionary.id, before.id), eq(dictionary.version, input.version ?? 0))).returning()
      : await tx.db.insert(dictionary).values({ code, ...values }).returning()
    if (!row) throw new Refusal('CONFLICT')
    await audit(tx, before ? 'dictionary.changed' : 'dictionary.created', { subjectType: 'Dictionary', subjectId: row.id, ...(before && { before: { code: before.code, name: before.name, description: before.description } }), after: { code: row.code, ...values } })
    return row
  }).catch(refuseTwice)
}

export interface SaveDictionaryEntry {
  id?: string | null
  dictionaryId: string
  code: string
  label: string
  sortOrder: number
  enabled: boolean
  version?: number | null
}

/** Adds an entry, or changes one (its code stays). An entry that pages stand on cannot be switched off. Refuses NOT_FOUND, CONFLICT, INVALID_INPUT, FORBIDDEN. */
export function saveDictionaryEntry(ctx: Context, input: SaveDictionaryEntry): Promise<DictionaryEntryRow> {
  const code = codeFrom(input.code)
  const values = { label: wordFrom(input.label, 'label', 50), sortOrder: input.sortOrder, enabled: input.enabled }
  return inTransaction(ctx, async (tx) => {
    const [owner] = await findDictionaries(tx, [input.dictionaryId])
    const before = input.id ? (await findDictionaryEntries(tx, [input.id]))[0] : undefined
    if (!owner || (input.id && before?.dictionaryId !== owner.id)) throw new Refusal('NOT_FOUND')
    if (before?.builtIn && !values.enabled) throw new Refusal('FORBIDDEN', { message: '系统自带的条目可以改名，不能停用。' })
    const [row] = before
      ? await tx.db.update(dictionaryEntry).set({ ...values, version: sql`${dictionaryEntry.version} + 1` }).where(and(eq(dictionaryEntry.id, before.id), eq(dictionaryEntry.version, input.version ?? 0))).returning()
      : await tx.db.insert(dictionaryEntry).values({ dictionaryId: owner.id, code, ...values }).returning()
    if (!row) throw new Refusal('CONFLICT')
    const told = ({ code, label, sortOrder, enabled }: DictionaryEntryRow) => ({ dictionary: owner.code, code, label, sortOrder, enabled })
    await audit(tx, before ? 'dictionary-entry.changed' : 'dictionary-entry.created', { subjectType: 'DictionaryEntry', subjectId: row.id, ...(before && { before: told(before) }), after: told(row) })
    return row
  }).catch(refuseTwice)
}

/** Refuses NOT_FOUND, FORBIDDEN (built in). */
export function deleteDictionaryEntry(ctx: Context, id: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await findDictionaryEntries(tx, [id])
    if (!row) throw new Refusal('NOT_FOUND')
    if (row.builtIn) throw new Refusal('FORBIDDEN', { message: '系统自带的条目可以改名，不能删除。' })
    await tx.db.delete(dictionaryEntry).where(eq(dictionaryEntry.id, id))
    await audit(tx, 'dictionary-entry.deleted', { subjectType: 'DictionaryEntry', subjectId: id, before: { code: row.code, label: row.label } })
    return true
  })
}

/** With all its entries. Refuses NOT_FOUND, FORBIDDEN (built in). */
export function deleteDictionary(ctx: Context, id: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await findDictionaries(tx, [id])
    if (!row) throw new Refusal('NOT_FOUND')
    if (row.builtIn) throw new Refusal('FORBIDDEN', { message: '系统自带的字典不能删除。' })
    await tx.db.delete(dictionaryEntry).where(eq(dictionaryEntry.dictionaryId, id))
    await tx.db.delete(dictionary).where(eq(dictionary.id, id))
    await audit(tx, 'dictionary.deleted', { subjectType: 'Dictionary', subjectId: id, before: { code: row.code, name: row.name } })
    return true
  })
}

function codeFrom(typed: string): string {
  const code = typed.trim()
  if (!/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/.test(code)) throw new Refusal('INVALID_INPUT', { message: '编码由 1 到 40 位字母、数字、点、横线或下划线组成，以字母开头。', details: { field: 'code' } })
  return code
}

function wordFrom(typed: string, field: string, longest: number): string {
  const word = typed.trim()
  if (!word || [...word].length > longest || /[\u0000-\u001f]/.test(word)) throw new Refusal('INVALID_INPUT', { message: `须为 1 到 ${longest} 个字。`, details: { field } })
  return word
}

function refuseTwice(error: unknown): never {
  if (['dictionary_code_unique', 'dictionary_entry_once'].includes(violatedConstraint(error) ?? '')) throw new Refusal('INVALID_INPUT', { message: '该编码已存在。', details: { field: 'code' } })
  throw error
}
