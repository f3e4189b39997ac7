import { eq, sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import { isId } from '@hospital/database/identifier'
import { awaited } from '@hospital/subgraph/awaited'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { consentGiven, publishedText } from './tables.ts'

/** The forms, among the platform's texts, that people agree to before this subgraph hands something of them outside. */
export const CONSENTS = { identity: 'identity.consent', healthCard: 'healthCard.consent' } as const

const OURS: readonly string[] = Object.values(CONSENTS)
/**
 * The version that was consented to (R6, R19). Consent is given a moment before, in another subgraph: its news is awaited for two seconds.
 * Refuses CONSENT_REQUIRED (none, for another person or another form) and CONSENT_OUTDATED.
 */
export async function requireConsent(ctx: Context, consentId: string, patientId: string, form: keyof typeof CONSENTS): Promise<number> {
  const consent = isId(consentId) ? await awaitConsent(ctx, consentId) : undefined
  if (!consent || consent.patientId !== patientId || consent.textKey !== CONSENTS[form]) throw new Refusal('CONSENT_REQUIRED')
  const [current] = await ctx.db.select().from(publishedText).where(eq(publishedText.textKey, consent.textKey))
  // Of an institution's own wording only the platform knows the newest; it saw to that when the consent was given, a moment ago.
  if (!consent.institutionId && current && consent.version < current.version) throw new Refusal('CONSENT_OUTDATED')
  return consent.version
}

const awaitConsent = (ctx: Context, consentId: string) =>
  awaited(async () => (await ctx.db.select().from(consentGiven).where(eq(consentGiven.consentId, consentId)))[0])

export async function receiveConsent(tx: Context, { consentId, patientId, textKey, version, institutionId = null }: EventPayloads['consent.given']): Promise<void> {
  if (OURS.includes(textKey)) await tx.db.insert(consentGiven).values({ consentId, patientId, textKey, version, institutionId }).onConflictDoNothing()
}

/** Versions may come in any order: the newest stands. */
export async function receiveText(tx: Context, { textKey, version }: EventPayloads['text.published']): Promise<void> {
  if (!OURS.includes(textKey)) return
  await tx.db.insert(publishedText).values({ textKey, version }).onConflictDoUpdate({ target: publishedText.textKey, set: { version: sql`greatest(${publishedText.version}, excluded.version)` } })
}
