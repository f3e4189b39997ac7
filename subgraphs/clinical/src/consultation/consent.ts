import { and, eq, inArray, sql } from 'drizzle-orm'
import { pathOf, WHOLE } from '@hospital/configuration/effective'
import type { EventPayloads } from '@hospital/events/catalogue'
import { isId } from '@hospital/database/identifier'
import { awaited } from '@hospital/subgraph/awaited'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { consentGiven, publishedText } from '../tables/consultation.ts'
import { institution } from '../tables/directory.ts'
import type { ConsultationKind } from './consultation.kinds.ts'

/** The consent form of each kind, among the platform's texts. */
export const CONSENT_KEYS: Record<ConsultationKind, string> = { TEXT: 'consultation.text.consent', PHONE: 'consultation.phone.consent', VIDEO: 'consultation.video.consent' }

/** The hospital's version in force, as far as its news has come here; forms begin with the first. */
export async function currentVersion(ctx: Context, textKey: string): Promise<number> {
  return (await versionsOf(ctx, textKey, [WHOLE])).get(WHOLE) ?? 1
}

/** By whose wording it is, the newest version. */
async function versionsOf(ctx: Context, textKey: string, places: readonly string[]): Promise<Map<string, number>> {
  const rows = await ctx.db.select().from(publishedText).where(and(eq(publishedText.textKey, textKey), inArray(publishedText.place, [...places])))
  return new Map(rows.map(({ place, version }) => [place, version]))
}

export interface ConsentTo {
  patientId: string
  kind: ConsultationKind
  /** The doctor's. */
  institutionId: string | undefined
}

/**
 * The version that was consented to (R6): the very one that was shown. Consent is given a moment before, in another subgraph: its news is
 * awaited for two seconds. Refuses CONSENT_REQUIRED (none, for another person, another form or another institution) and CONSENT_OUTDATED
 * (that wording has a newer version, or the institution or one between has worded its own since).
 */
export async function requireConsent(ctx: Context, consentId: string, { patientId, kind, institutionId }: ConsentTo): Promise<number> {
  const consent = isId(consentId) ? await awaitConsent(ctx, consentId) : undefined
  if (!consent || consent.patientId !== patientId || consent.textKey !== CONSENT_KEYS[kind]) throw new Refusal('CONSENT_REQUIRED')
  if (consent.forInstitutionId && consent.forInstitutionId !== institutionId) throw new Refusal('CONSENT_REQUIRED')
  const place = consent.institutionId ?? WHOLE
  const path = await awaitPath(ctx, institutionId ?? WHOLE, place)
  // Whoever worded it is not above the doctor's institution, or not any more.
  if (!path) throw new Refusal('CONSENT_OUTDATED')
  const newest = await versionsOf(ctx, consent.textKey, path)
  const nearer = path.slice(0, path.indexOf(place)).some((node) => newest.has(node))
  if (nearer || consent.version < (newest.get(place) ?? 1)) throw new Refusal('CONSENT_OUTDATED')
  return consent.version
}

/** From an institution up to the whole, where `place` is on that way. News of a tree that was just changed may still be on its way here. */
const awaitPath = (ctx: Context, from: string, place: string) =>
  awaited(async () => {
    const rows = await ctx.db.select({ id: institution.id, parentId: institution.parentId }).from(institution)
    const path = pathOf(new Map(rows.map(({ id, parentId }) => [id, parentId])), from)
    return path.includes(place) ? path : undefined
  })

const awaitConsent = (ctx: Context, consentId: string) =>
  awaited(async () => (await ctx.db.select().from(consentGiven).where(eq(consentGiven.consentId, consentId)))[0])

export async function receiveConsent(tx: Context, { consentId, patientId, textKey, version, institutionId = null, forInstitutionId = null }: EventPayloads['consent.given']): Promise<void> {
  await tx.db.insert(consentGiven).values({ consentId, patientId, textKey, version, institutionId, forInstitutionId }).onConflictDoNothing()
}

/** Versions may come in any order: the newest stands. */
export async function receiveText(tx: Context, { textKey, version, institutionId }: EventPayloads['text.published']): Promise<void> {
  await tx.db.insert(publishedText).values({ textKey, place: institutionId ?? WHOLE, version })
    .onConflictDoUpdate({ target: [publishedText.textKey, publishedText.place], set: { version: sql`greatest(${publishedText.version}, excluded.version)` } })
}
