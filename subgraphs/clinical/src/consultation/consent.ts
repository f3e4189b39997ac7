import { eq, sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import { isId } from '@hospital/database/identifier'
import { awaited } from '@hospital/subgraph/awaited'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { consentGiven, publishedText } from '../tables/consultation.ts'
import type { ConsultationKind } from './consultation.kinds.ts'

/** The consent form of each kind, among the platform's texts. */
export const CONSENT_KEYS: Record<ConsultationKind, string> = { TEXT: 'consultation.text.consent', PHONE: 'consultation.phone.consent', VIDEO: 'consultation.video.consent' }

/** The version in force, as far as its news has come here; forms begin with the first. */
export async function currentVersion(ctx: Context, textKey: string): Promise<number> {
  const [row] = await ctx.db.select().from(publishedText).where(eq(publishedText.textKey, textKey))
  return row?.version ?? 1
}

/**
 * The version that was consented to (R6). Consent is given a moment before, in another subgraph: its news is awaited for two seconds.
 * Refuses CONSENT_REQUIRED (none, for another person or another form) and CONSENT_OUTDATED.
 */
export async function requireConsent(ctx: Context, consentId: string, patientId: string, kind: ConsultationKind): Promise<number> {
  const consent = isId(consentId) ? await awaitConsent(ctx, consentId) : undefined
  if (!consent || consent.patientId !== patientId || consent.textKey !== CONSENT_KEYS[kind]) throw new Refusal('CONSENT_REQUIRED')
  if (consent.version < await currentVersion(ctx, consent.textKey)) throw new Refusal('CONSENT_OUTDATED')
  return consent.version
}

const awaitConsent = (ctx: Context, consentId: string) =>
  awaited(async () => (await ctx.db.select().from(consentGiven).where(eq(consentGiven.consentId, consentId)))[0])

export async function receiveConsent(tx: Context, { consentId, patientId, textKey, version }: EventPayloads['consent.given']): Promise<void> {
  await tx.db.insert(consentGiven).values({ consentId, patientId, textKey, version }).onConflictDoNothing()
}

/** Versions may come in any order: the newest stands. */
export async function receiveText(tx: Context, { textKey, version }: EventPayloads['text.published']): Promise<void> {
  await tx.db.insert(publishedText).values({ textKey, version }).onConflictDoUpdate({ target: publishedText.textKey, set: { version: sql`greatest(${publishedText.version}, excluded.version)` } })
}
