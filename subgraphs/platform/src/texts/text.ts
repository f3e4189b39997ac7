import { and, desc, eq, inArray, lte, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { batch } from '@hospital/subgraph/schema'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import { consent, text } from '../tables/text.ts'
import type { GiveConsentInput } from './text.types.ts'

export type TextRow = typeof text.$inferSelect
export type ConsentRow = typeof consent.$inferSelect

/** Texts are public, each version for good: people read again what they agreed to. */
export async function findTexts(ctx: Context, ids: readonly string[]): Promise<TextRow[]> {
  return ctx.db.select().from(text).where(inArray(text.id, ids.filter(isId)))
}

/** The version of a text that is in force. */
export async function findCurrentText(ctx: Context, key: string): Promise<TextRow | undefined> {
  const [current] = await ctx.db.select().from(text).where(and(eq(text.key, key), lte(text.publishedAt, ctx.now()))).orderBy(desc(text.version)).limit(1)
  return current
}

export interface NewText {
  key: string
  title: string
  body: string
}

/** Publishes the next version of a text. */
export async function publishText(tx: Context, { key, title, body }: NewText): Promise<void> {
  const version = sql`(select coalesce(max(version), 0) + 1 from ${text} where key = ${key})`
  const [made] = await tx.db.insert(text).values({ key, version, title, body, publishedAt: tx.now() }).returning({ id: text.id, version: text.version })
  await emit(tx, 'text.published', { textKey: key, version: made!.version })
  await audit(tx, 'text.published', { subjectType: 'Text', subjectId: made!.id, after: { key, version: made!.version } })
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
export function giveConsent(ctx: Context, { patientId, textKey, version, subjectType, subjectId }: GiveConsentInput): Promise<ConsentRow> {
  return inTransaction(ctx, async (tx) => {
    const { viewer } = tx
    if (viewer.kind !== 'PATIENT' || !viewer.patientIds.includes(patientId)) throw new Refusal('NOT_FOUND')
    const current = await findCurrentText(tx, textKey)
    if (!current) throw new Refusal('NOT_FOUND')
    if (current.version !== version) throw new Refusal('CONSENT_OUTDATED', { details: { version: current.version } })
    if (!/^\w{1,50}$/.test(subjectType) || (subjectId && !isId(subjectId))) throw new Refusal('INVALID_INPUT')
    const [given] = await tx.db.insert(consent).values({ textId: current.id, accountId: viewer.accountId, patientId, subjectType, subjectId: subjectId ?? null, consentedAt: tx.now() }).returning()
    await emit(tx, 'consent.given', { consentId: given!.id, patientId, textKey, version, subjectType, subjectId: subjectId ?? null })
    await audit(tx, 'consent.given', { subjectType: 'Consent', subjectId: given!.id, after: { textKey, version } })
    return given!
  })
}

export const textOf = (ctx: Context, id: string) => batch(ctx, 'text by id', async (ids) => new Map((await findTexts(ctx, ids)).map((row) => [row.id, row]))).load(id)
