import { and, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { WHOLE } from '@hospital/configuration/effective'
import { methodsFor, OFFERED_METHODS, type OfferedMethod } from '@hospital/configuration/payment-channels'
import { isId, newId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { violatedConstraint } from '@hospital/subgraph/transaction'
import { accountsInForce, institutionPath } from '../channels/account.ts'
import { directoryName, offerRule } from '../tables.ts'
import type { PaymentBusiness, PaymentOfferInput, SavePaymentOfferRuleInput } from './offer.types.ts'

export type OfferRuleRow = typeof offerRule.$inferSelect

export interface Asked {
  business: PaymentBusiness
  institutionId: string | null
  terminal: string
  supplierId?: string | null
}

/** For whoever runs the cashier. The cashier itself goes by what is in force. */
const visibleRules = (viewer: Viewer): SQL | undefined => (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'channel:read')) ? undefined : sql`false`)

export async function findRules(ctx: Context, ids: readonly string[]): Promise<OfferRuleRow[]> {
  return ctx.db.select().from(offerRule).where(and(inArray(offerRule.id, ids.filter(isId)), visibleRules(ctx.viewer)))
}

/** Every rule of an institution, or of the whole hospital. */
export async function listRules(ctx: Context, institutionId: string | null): Promise<OfferRuleRow[]> {
  if (institutionId && !isId(institutionId)) return []
  const own = institutionId ? eq(offerRule.institutionId, institutionId) : isNull(offerRule.institutionId)
  return ctx.db.select().from(offerRule).where(and(own, visibleRules(ctx.viewer))).orderBy(asc(offerRule.business), asc(offerRule.terminal), asc(offerRule.id))
}

export interface Offer {
  methods: OfferedMethod[]
  rule: OfferRuleRow | null
  /** By whose account each channel is paid. */
  accounts: Awaited<ReturnType<typeof accountsInForce>>
}

/** What the cashier offers for one order, in its order: as the most specific rule says, as far as it works there and, where it needs one, an account is in use. */
export async function offerFor(ctx: Context, asked: Asked): Promise<Offer> {
  const accounts = await accountsInForce(ctx, asked.institutionId)
  const rule = await ruleFor(ctx, asked)
  const working = methodsFor(asked.business, asked.terminal)
  const wanted = rule ? (rule.methods as OfferedMethod[]).filter((method) => working.includes(method)) : working
  const methods = wanted.filter((method) => {
    const { channel } = OFFERED_METHODS[method]
    return channel === null || accounts.has(channel)
  })
  return { methods, rule, accounts }
}

async function ruleFor(ctx: Context, { business, institutionId, terminal, supplierId = null }: Asked): Promise<OfferRuleRow | null> {
  const path = await institutionPath(ctx, institutionId)
  const rules = await ctx.db.select().from(offerRule).where(eq(offerRule.business, business))
  const distance = (rule: OfferRuleRow) => path.indexOf(rule.institutionId ?? WHOLE)
  const fitting = rules.filter((rule) => distance(rule) >= 0 && (rule.terminal ?? terminal) === terminal && (rule.supplierId ?? supplierId) === supplierId)
  const open = (value: string | null) => Number(value === null)
  return fitting.sort((a, b) => open(a.supplierId) - open(b.supplierId) || distance(a) - distance(b) || open(a.terminal) - open(b.terminal))[0] ?? null
}

/** Sets which methods are offered; the cashier goes by it at once. Refuses INVALID_INPUT, NOT_FOUND (institution), CONFLICT (changed meanwhile). */
export async function saveRule(tx: Context, input: SavePaymentOfferRuleInput): Promise<OfferRuleRow> {
  const key = await keyOf(tx, input)
  const methods = [...new Set(input.methods)] as OfferedMethod[]
  requireWorking(methods, key)
  const before = await ruleAt(tx, key)
  if ((before?.version ?? null) !== (input.version ?? null)) throw new Refusal('CONFLICT')
  const row = before ? await change(tx, before, methods) : await make(tx, key, methods)
  await audit(tx, 'payment-offer.saved', { subjectType: 'PaymentOfferRule', subjectId: row.id, ...(before && { before: { methods: before.methods } }), after: { ...key, methods } })
  return row
}

/** Takes a rule away: what is less specific holds again. Refuses NOT_FOUND. */
export async function deleteRule(tx: Context, id: string): Promise<boolean> {
  const [before] = await findRules(tx, [id])
  if (!before) throw new Refusal('NOT_FOUND')
  await tx.db.delete(offerRule).where(eq(offerRule.id, id))
  const { business, institutionId, terminal, supplierId, methods } = before
  await audit(tx, 'payment-offer.deleted', { subjectType: 'PaymentOfferRule', subjectId: id, before: { business, institutionId, terminal, supplierId, methods } })
  return true
}

type Key = Pick<OfferRuleRow, 'business' | 'institutionId' | 'terminal' | 'supplierId'>

async function keyOf(tx: Context, { business, institutionId = null, terminal = null, supplierId = null }: PaymentOfferInput): Promise<Key> {
  if (supplierId && (business !== 'PRESCRIPTION' || !isId(supplierId))) throw invalid('supplierId', '只有处方可以按药企设置')
  if (institutionId) {
    const [known] = isId(institutionId) ? await tx.db.select({ id: directoryName.id }).from(directoryName).where(eq(directoryName.id, institutionId)) : []
    if (!known) throw new Refusal('NOT_FOUND')
  }
  return { business, institutionId, terminal, supplierId }
}

function requireWorking(methods: OfferedMethod[], { business, terminal }: Key): void {
  if (!methods.length) throw invalid('methods', '请至少选择一种支付方式')
  const working: readonly string[] = methodsFor(business, terminal)
  if (!methods.every((method) => working.includes(method))) throw invalid('methods', '所选支付方式不能用于这项业务或这个终端')
}

async function ruleAt(tx: Context, { business, institutionId, terminal, supplierId }: Key): Promise<OfferRuleRow | undefined> {
  const same = (column: typeof offerRule.institutionId | typeof offerRule.terminal | typeof offerRule.supplierId, value: string | null) => (value === null ? isNull(column) : eq(column, value))
  const [row] = await tx.db.select().from(offerRule)
    .where(and(eq(offerRule.business, business), same(offerRule.institutionId, institutionId), same(offerRule.terminal, terminal), same(offerRule.supplierId, supplierId))).for('update')
  return row
}

async function change(tx: Context, { id }: OfferRuleRow, methods: string[]): Promise<OfferRuleRow> {
  const [row] = await tx.db.update(offerRule).set({ methods, version: sql`version + 1`, updatedAt: tx.now() }).where(eq(offerRule.id, id)).returning()
  return row!
}

async function make(tx: Context, key: Key, methods: string[]): Promise<OfferRuleRow> {
  try {
    const [row] = await tx.db.insert(offerRule).values({ id: newId(), ...key, methods, updatedAt: tx.now() }).returning()
    return row!
  } catch (error) {
    if (violatedConstraint(error) === 'offer_rule_of') throw new Refusal('CONFLICT')
    throw error
  }
}

const invalid = (field: string, message: string) => new Refusal('INVALID_INPUT', { message: `${message}。`, details: { field } })
