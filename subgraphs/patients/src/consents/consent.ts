import { and, eq, sql } from 'drizzle-orm'
import { WHOLE } from '@hospital/configuration/effective'
import type { EventPayloads } from '@hospital/events/catalogue'
import { isId } from '@hospital/database/identifier'
import { awaited } from '@hospital/subgraph/awaited'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { consentGiven, publishedText } from './tables.ts'

/** The forms, among the platform's texts, that people agree to before this subgraph hands something of them outside. */
export const CONSENTS = { identity: 'identity.consent', healthCard: 'healthCard.consent' } as const

/** What an account agrees to when it signs in: the whole hospital's wording. */
export const AGREEMENTS = ['user.agreement', 'user.privacy'] as const

const OURS: readonly string[] = [...Object.values(CONSENTS), ...AGREEMENTS]

/**
 * The version that was consented to (R6, R19): the very one that was shown. Consent is given a moment before, in another subgraph: its news is awaited for two seconds.
 * Refuses CONSENT_REQUIRED (none, for another person or another form) and CONSENT_OUTDATED.
 */
export async function requireConsent(ctx: Context, consentId: string, patientId: string, form: keyof typeof CONSENTS): Promise<number> {
  const consent = isId(consentId) ? await awaitConsent(ctx, consentId) : undefined
  if (!consent || consent.patientId !== patientId || consent.textKey !== CONSENTS[form]) throw new Refusal('CONSENT_REQUIRED')
  const newest = await newestVersion(ctx, consent.textKey, consent.institutionId ?? WHOLE)
  if (newest !== undefined && consent.version < newest) throw new Refusal('CONSENT_OUTDATED')
  return consent.version
}

/** As far as its news has come here. */
export async function newestVersion(ctx: Context, textKey: string, place: string): Promise<number | undefined> {
  const [row] = await ctx.db.select().from(publishedText).where(and(eq(publishedText.textKey, textKey), eq(publishedText.place, place)))
  return row?.version
}

const awaitConsent = (ctx: Context, consentId: string) =>
  awaited(async () => (await ctx.db.select().from(consentGiven).where(eq(consentGiven.consentId, consentId)))[0])

export async function receiveConsent(tx: Context, { consentId, patientId, textKey, version, institutionId = null }: EventPayloads['consent.given']): Promise<void> {
  if (OURS.includes(textKey)) await tx.db.insert(consentGiven).values({ consentId, patientId, textKey, version, institutionId }).onConflictDoNothing()
}

/** Versions may come in any order: the newest stands. */
export async function receiveText(tx: Context, { textKey, version, institutionId }: EventPayloads['text.published']): Promise<void> {
  if (!OURS.includes(textKey)) return
  await tx.db.insert(publishedText).values({ textKey, place: institutionId ?? WHOLE, version })
    .onConflictDoUpdate({ target: [publishedText.textKey, publishedText.place], set: { version: sql`greatest(${publishedText.version}, excluded.version)` } })
}
