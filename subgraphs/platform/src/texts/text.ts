import { and, desc, eq, inArray, isNull, lte, notExists, or, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { batch } from '@hospital/subgraph/schema'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { ancestorsOf } from '../directory/institution.ts'
import { consent, text, textWithdrawal } from '../tables/text.ts'
import type { GiveConsentInput, TextKind } from './text.types.ts'

export type TextRow = typeof text.$inferSelect
export type ConsentRow = typeof consent.$inferSelect

/** Texts are public, each version for good: people read again what they agreed to. */
export async function findTexts(ctx: Context, ids: readonly string[]): Promise<TextRow[]> {
  return ctx.db.select().from(text).where(inArray(text.id, ids.filter(isId)))
}

/** Not called back before its day. */
export const stands = (ctx: Context) => notExists(ctx.db.select({ one: sql`1` }).from(textWithdrawal).where(eq(textWithdrawal.textId, text.id)))

/** The version of a text that is in force: an institution's own, else that of the nearest one above, else the hospital's. */
export async function findCurrentText(ctx: Context, key: string, institutionId?: string | null): Promise<TextRow | undefined> {
  const path = institutionId ? await ancestorsOf(ctx, institutionId) : []
  const rows = await ctx.db.selectDistinctOn([text.institutionId]).from(text)
    .where(and(eq(text.key, key), lte(text.publishedAt, ctx.now()), stands(ctx), or(isNull(text.institutionId), inArray(text.institutionId, path))))
    .orderBy(text.institutionId, desc(text.version))
  const nearest = [...path, null].find((place) => rows.some((row) => row.institutionId === place))
  return rows.find((row) => row.institutionId === nearest)
}

export interface NewText {
  key: string
  title: string
  body: string
  kind?: TextKind
  institutionId?: string | null
  note?: string | null
  /** At once unless told. */
  publishedAt?: Date
}

/** Publishes the next version of a text, now or from an instant on. */
export async function publishText(tx: Context, { key, title, body, kind = 'CONSENT', institutionId = null, note = null, publishedAt = tx.now() }: NewText): Promise<TextRow> {
  const version = sql`(select coalesce(max(version), 0) + 1 from ${text} where key = ${key})`
  const publishedBy = tx.viewer.kind === 'ADMINISTRATOR' ? tx.viewer.administratorId : null
  const [made] = await tx.db.insert(text).values({ key, version, title, body, kind, institutionId, note, publishedBy, publishedAt }).returning()
  if (publishedAt > tx.now()) await enqueue(tx, 'announceText', { textId: made!.id }, { runAt: publishedAt, key: made!.id })
  else await announce(tx, made!)
  await audit(tx, 'text.published', { subjectType: 'Text', subjectId: made!.id, after: { key, version: made!.version, institutionId, from: publishedAt.toISOString() } })
  return made!
}

/** Others keep the version in force by key and by whose wording it is. */
async function announce(tx: Context, { key, version, institutionId }: TextRow): Promise<void> {
  await emit(tx, 'text.published', { textKey: key, version, institutionId })
}

/** The day of a version has come, unless it was called back. */
export async function announceText(ctx: Context, { textId }: { textId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(text).where(and(eq(text.id, textId), stands(tx)))
    if (row) await announce(tx, row)
  })
}

/** The version of each text that is in force, the whole hospital's and each institution's own, as it was announced last. */
export async function textsInForce(tx: Context): Promise<{ textKey: string; version: number; institutionId: string | null }[]> {
  return tx.db.selectDistinctOn([text.key, text.institutionId], { textKey: text.key, version: text.version, institutionId: text.institutionId }).from(text)
    .where(and(lte(text.publishedAt, tx.now()), stands(tx))).orderBy(text.key, text.institutionId, desc(text.version))
}

/** One version for good, also after it was replaced: what somebody agreed to, or is about to. Not before its day. */
export async function findTextVersion(ctx: Context, key: string, version: number): Promise<TextRow | undefined> {
  const [row] = await ctx.db.select().from(text).where(and(eq(text.key, key), eq(text.version, version), lte(text.publishedAt, ctx.now()), stands(ctx)))
  return row
}

/** Own consents, and all for the house itself: whoever needs one elsewhere hears of it by event. */
export function visibleConsents(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'audit:read'))) return undefined
  return viewer.kind === 'PATIENT' ? inArray(consent.patientId, [...viewer.patientIds]) : sql`false`
}

export async function findConsents(ctx: Context, ids: readonly string[]): Promise<ConsentRow[]> {
  return ctx.db.select().from(consent).where(and(inArray(consent.id, ids.filter(isId)), visibleConsents(ctx.viewer)))
}

/** Keeps that an account agreed, for a person, to the version in force (R6). Refuses NOT_FOUND (foreign person, unknown text), CONSENT_OUTDATED. */
export function giveConsent(ctx: Context, { patientId, textKey, version, subjectType, subjectId, institutionId }: GiveConsentInput): Promise<ConsentRow> {
  return inTransaction(ctx, async (tx) => {
    const { viewer } = tx
    if (viewer.kind !== 'PATIENT' || !viewer.patientIds.includes(patientId)) throw new Refusal('NOT_FOUND')
    const current = await findCurrentText(tx, textKey, institutionId)
    if (!current) throw new Refusal('NOT_FOUND')
    if (current.version !== version) throw new Refusal('CONSENT_OUTDATED', { details: { version: current.version } })
    if (!/^\w{1,50}$/.test(subjectType) || (subjectId && !isId(subjectId))) throw new Refusal('INVALID_INPUT')
    const [given] = await tx.db.insert(consent).values({ textId: current.id, accountId: viewer.accountId, patientId, subjectType, subjectId: subjectId ?? null, consentedAt: tx.now() }).returning()
    await emit(tx, 'consent.given', { consentId: given!.id, patientId, textKey, version, subjectType, subjectId: subjectId ?? null, institutionId: current.institutionId, forInstitutionId: institutionId ?? null })
    await audit(tx, 'consent.given', { subjectType: 'Consent', subjectId: given!.id, after: { textKey, version } })
    return given!
  })
}

export const textOf = (ctx: Context, id: string) => batch(ctx, 'text by id', async (ids) => new Map((await findTexts(ctx, ids)).map((row) => [row.id, row]))).load(id)
