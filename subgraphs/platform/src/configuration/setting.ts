import { and, eq, inArray, sql } from 'drizzle-orm'
import { actorOf, can } from '@hospital/access/viewer'
import { effectiveAt, pathOf, WHOLE, type Effective } from '@hospital/configuration/effective'
import { declarationOf, isSettingKey, problemWith, SETTINGS, type SettingDeclaration, type SettingKey, type SettingValue } from '@hospital/configuration/settings'
import { TERMINALS, type Terminal } from '@hospital/configuration/terminal'
import { isId } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import { institution } from '../tables/directory.ts'
import { settingRevision, settingValue } from '../tables/setting.ts'

const KEYS = Object.keys(SETTINGS) as SettingKey[]

/** A setting with what holds at a node. */
export interface SettingAtNode extends Effective {
  key: SettingKey
  at: string
  revision: number
}

/** Where a value is set: the whole hospital where nothing is said. */
export interface SettingPlace {
  institutionId?: string | null
  terminal?: Terminal | null
}

export type Parents = ReadonlyMap<string, string | null>

/** By institution, the one above it. */
export async function parentsOf(ctx: Context): Promise<Parents> {
  const rows = await ctx.db.select({ id: institution.id, parentId: institution.parentId }).from(institution)
  return new Map(rows.map(({ id, parentId }) => [id, parentId]))
}

/** By key, the values set at nodes. */
async function valuesOf(ctx: Context, keys: readonly SettingKey[]): Promise<Map<string, Map<string, unknown>>> {
  const rows = await ctx.db.select().from(settingValue).where(inArray(settingValue.key, [...keys]))
  const grouped = Map.groupBy(rows, ({ key }) => key)
  return new Map(keys.map((key) => [key, new Map((grouped.get(key) ?? []).map(({ node, value }) => [node, value]))]))
}

/** Refuses NOT_FOUND (no such institution), INVALID_INPUT (a setting that cannot be set there). */
function nodeOf({ scope }: SettingDeclaration, { institutionId, terminal }: SettingPlace, parents: Parents): string {
  if (institutionId && !parents.has(institutionId)) throw new Refusal('NOT_FOUND')
  if ((institutionId && scope !== 'INSTITUTION') || (terminal && scope !== 'TERMINAL')) throw new Refusal('INVALID_INPUT', { message: '这项配置不能在这里单独设置。' })
  return institutionId ?? terminal ?? WHOLE
}

const pathIn = ({ scope }: SettingDeclaration, node: string, parents: Parents) => (scope === 'INSTITUTION' ? pathOf(parents, node) : node === WHOLE ? [WHOLE] : [node, WHOLE])

/** The settings that can be set at a place, with what holds there and where it comes from. Refuses NOT_FOUND. */
export async function listSettings(ctx: Context, place: SettingPlace, scopes: readonly SettingDeclaration['scope'][]): Promise<SettingAtNode[]> {
  const parents = await parentsOf(ctx)
  const keys = KEYS.filter((key) => scopes.includes(declarationOf(key).scope))
  const values = await valuesOf(ctx, keys)
  const revisions = new Map((await ctx.db.select().from(settingRevision)).map(({ key, revision }) => [key, revision]))
  return keys.map((key) => {
    const at = nodeOf(declarationOf(key), place, parents)
    return { key, at, revision: revisions.get(key) ?? 0, ...effectiveAt(declarationOf(key), values.get(key)!, pathIn(declarationOf(key), at, parents)) }
  })
}

export type InForce = { [Key in SettingKey]: Effective & { value: SettingValue<Key> } }

/** All that holds at several nodes of one scope at once. */
export async function settingsInForce(ctx: Context, scope: 'INSTITUTION' | 'TERMINAL', nodes: readonly string[]): Promise<Map<string, InForce>> {
  const keys = KEYS.filter((key) => declarationOf(key).scope === scope)
  const [parents, values] = await Promise.all([parentsOf(ctx), valuesOf(ctx, keys)])
  const holding = (node: string) => Object.fromEntries(keys.map((key) => [key, effectiveAt(declarationOf(key), values.get(key)!, pathIn(declarationOf(key), node, parents))]))
  return new Map(nodes.map((node) => [node, holding(node) as InForce]))
}

export interface ChangeSetting extends SettingPlace {
  key: string
  /** The revision that the form was filled in upon. */
  revision: number
}

/** Sets a value at a node; those below inherit it. Refuses FORBIDDEN, NOT_FOUND, INVALID_INPUT (in words, at `value`), CONFLICT (changed meanwhile). */
export function setSetting(ctx: Context, { value, ...change }: ChangeSetting & { value: unknown }): Promise<SettingAtNode> {
  return inTransaction(ctx, (tx) => changeSetting(tx, change, async (key, node) => {
    const problem = problemWith(declarationOf(key), value)
    if (problem) throw new Refusal('INVALID_INPUT', { message: `${declarationOf(key).label}${problem}。`, details: { field: 'value' } })
    const row = { value, setAt: tx.now(), setBy: actorOf(tx.viewer).actorId }
    await tx.db.insert(settingValue).values({ key, node, ...row }).onConflictDoUpdate({ target: [settingValue.key, settingValue.node], set: row })
  }))
}

/** Takes the own value away: what is above holds again. Refuses as `setSetting`. */
export function resetSetting(ctx: Context, change: ChangeSetting): Promise<SettingAtNode> {
  return inTransaction(ctx, (tx) => changeSetting(tx, change, async (key, node) => {
    await tx.db.delete(settingValue).where(and(eq(settingValue.key, key), eq(settingValue.node, node)))
  }))
}

async function changeSetting(tx: Context, { key, revision, ...place }: ChangeSetting, write: (key: SettingKey, node: string) => Promise<void>): Promise<SettingAtNode> {
  if (!isSettingKey(key)) throw new Refusal('NOT_FOUND')
  const declaration = declarationOf(key)
  if (!can(tx.viewer, declaration.scope === 'TERMINAL' ? 'terminal:change' : 'setting:change')) throw new Refusal('FORBIDDEN')
  const parents = await parentsOf(tx)
  const node = nodeOf(declaration, place, parents)
  const next = await nextRevision(tx, key, revision)
  const path = pathIn(declaration, node, parents)
  const before = effectiveAt(declaration, (await valuesOf(tx, [key])).get(key)!, path)
  await write(key, node)
  const after = effectiveAt(declaration, (await valuesOf(tx, [key])).get(key)!, path)
  await announce(tx, key, next, parents)
  await audit(tx, 'setting.changed', { subjectType: 'Setting', ...(isId(node) && { subjectId: node }), before: { key, node, value: before.value, source: before.source }, after: { key, node, value: after.value, source: after.source } })
  return { key, at: node, revision: next, ...after }
}

/** Refuses CONFLICT where it was changed since `seen`. The row's lock puts changes of one setting one after the other. */
async function nextRevision(tx: Context, key: SettingKey, seen: number): Promise<number> {
  const [row] = await tx.db.insert(settingRevision).values({ key, revision: 1 })
    .onConflictDoUpdate({ target: settingRevision.key, set: { revision: sql`${settingRevision.revision} + 1` } }).returning()
  if (row!.revision !== seen + 1) throw new Refusal('CONFLICT', { message: '这项配置刚刚被别人改过，请刷新后重试。' })
  return row!.revision
}

/** Tells the subgraphs that read a setting what now holds where. */
async function announce(tx: Context, key: SettingKey, revision: number, parents: Parents): Promise<void> {
  if (declarationOf(key).readers.length) await emit(tx, 'setting.changed', inForce(key, revision, (await valuesOf(tx, [key])).get(key)!, parents))
}

function inForce(key: SettingKey, revision: number, values: ReadonlyMap<string, unknown>, parents: Parents): EventPayloads['setting.changed'] {
  const declaration = declarationOf(key)
  const holds = (node: string) => effectiveAt(declaration, values, pathIn(declaration, node, parents)).value
  const whole = holds(WHOLE)
  const nodes = declaration.scope === 'INSTITUTION' ? [...parents.keys()] : declaration.scope === 'TERMINAL' ? Object.keys(TERMINALS) : []
  const differing = nodes.map((node) => [node, holds(node)] as const).filter(([, value]) => value !== whole)
  return { key, revision, values: { [WHOLE]: whole, ...Object.fromEntries(differing) } }
}

/** All that was ever set and that another subgraph reads, as it was told last. */
export async function settingsToTell(tx: Context): Promise<EventPayloads['setting.changed'][]> {
  const revisions = (await tx.db.select().from(settingRevision)).flatMap(({ key, revision }) => (isSettingKey(key) && declarationOf(key).readers.length ? [{ key, revision }] : []))
  const [parents, values] = [await parentsOf(tx), await valuesOf(tx, revisions.map(({ key }) => key))]
  return revisions.map(({ key, revision }) => inForce(key, revision, values.get(key)!, parents))
}

/** The tree of institutions has changed: what is inherited may have, too. Call it in the transaction of the change. */
export async function announceInheritance(tx: Context): Promise<void> {
  const parents = await parentsOf(tx)
  const set = await tx.db.selectDistinct({ key: settingValue.key }).from(settingValue)
  for (const { key } of set) {
    if (!isSettingKey(key) || declarationOf(key).scope !== 'INSTITUTION') continue
    const [row] = await tx.db.update(settingRevision).set({ revision: sql`${settingRevision.revision} + 1` }).where(eq(settingRevision.key, key)).returning()
    if (row) await announce(tx, key, row.revision, parents)
  }
}

/** What holds for the whole hospital, for the platform's own use. */
export async function hospitalSettings<Key extends SettingKey>(ctx: Context, keys: readonly Key[]): Promise<{ [K in Key]: SettingValue<K> }> {
  const values = await valuesOf(ctx, keys)
  return Object.fromEntries(keys.map((key) => [key, effectiveAt(declarationOf(key), values.get(key)!, [WHOLE]).value])) as { [K in Key]: SettingValue<K> }
}
