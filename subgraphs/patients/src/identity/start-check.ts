import { and, count, eq, gte, isNull, lt } from 'drizzle-orm'
import { encryptPersonal } from '@hospital/access/personal-data'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { OpenedCheck } from '@hospital/connectors/faceid/port'
import { hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { audit } from '@hospital/subgraph/audit'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue, inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { configuration } from '../configuration.ts'
import { requireConsent } from '../consents/consent.ts'
import { asHouse, requireOwnPage, type PatientsContext } from '../context.ts'
import { getOwnPatient, lockAccount, type PatientRow } from '../people/patient.ts'
import { findOpenCheck, getCheck, identityCheckEntity, subjectOf, type CheckRow, type Subject } from './identity-check.ts'
import { settle } from './settle-check.ts'
import { identityCheck } from './tables.ts'

export interface StartIdentityCheck {
  patientId: string
  consentId: string
  returnUrl: string
}

/** Half an hour from the first tap to the last. */
const OPEN_MS = 30 * 60_000
/** A check that the provider has not opened by then never will be: its process is gone. */
const OPENING_MS = 30_000

/**
 * Opens a check of a person's real name by live face; one that is under way is gone on with. Where the provider is down nothing is kept.
 * Refuses NOT_FOUND, INVALID_INPUT (a foreign page), GUARDIAN_REQUIRED, CONSENT_REQUIRED, CONSENT_OUTDATED, IDENTITY_CHECK_LIMIT, CONFLICT
 * (two at once), IDENTITY_UNAVAILABLE.
 */
export async function startIdentityCheck(ctx: PatientsContext, { patientId, consentId, returnUrl }: StartIdentityCheck): Promise<CheckRow> {
  requireOwnPage(ctx, returnUrl)
  const person = await getOwnPatient(ctx, patientId)
  const subject = subjectOf(ctx, person)
  const running = await goOn(ctx, person.id)
  if (running) return running
  const consentVersion = await requireConsent(ctx, consentId, person.id, 'identity')
  const check = await inTransaction(ctx, (tx) => begin(tx, person, subject, { consentId, consentVersion })).catch(refuseSecond)
  const opened = await open(ctx, check, subject, returnUrl)
  return inTransaction(ctx, (tx) => keep(tx, check, opened))
}

/** The check under way, where there is still something to be done in it. */
async function goOn(ctx: PatientsContext, patientId: string): Promise<CheckRow | undefined> {
  const running = await findOpenCheck(ctx, patientId)
  if (!running?.tokenSealed) return undefined
  const settled = await settle(ctx, running)
  return settled.status === 'STARTED' ? settled : undefined
}

async function begin(tx: PatientsContext, person: PatientRow, subject: Subject, consent: { consentId: string; consentVersion: number }): Promise<CheckRow> {
  const now = tx.now()
  await lockAccount(tx, person.accountId)
  const today = and(eq(identityCheck.accountId, person.accountId), gte(identityCheck.startedAt, hospitalInstant(hospitalDay(now))))
  const [{ made }] = await tx.db.select({ made: count() }).from(identityCheck).where(today) as [{ made: number }]
  const limit = await configuration.settingOf(tx, 'identity.checksPerDay')
  if (made >= limit) throw new Refusal('IDENTITY_CHECK_LIMIT', { details: { limit } })
  await tx.db.delete(identityCheck).where(and(eq(identityCheck.patientId, person.id), eq(identityCheck.status, 'STARTED'), isNull(identityCheck.tokenSealed), lt(identityCheck.startedAt, new Date(now.getTime() - OPENING_MS))))
  const [row] = await tx.db.insert(identityCheck).values({ ...consent, patientId: person.id, accountId: person.accountId, status: 'STARTED', subject: subject.kind, startedAt: now, expiresAt: new Date(now.getTime() + OPEN_MS) }).returning()
  return row!
}

async function open(ctx: PatientsContext, check: CheckRow, { name, idCard }: Subject, returnUrl: string): Promise<OpenedCheck> {
  const back = new URL(returnUrl)
  back.searchParams.set('check', check.id)
  try {
    return await ctx.faceid.openCheck({ name, idCard, returnUrl: back.href, reference: check.id })
  } catch (error) {
    await inTransaction(ctx, async (tx) => void (await tx.db.delete(identityCheck).where(and(eq(identityCheck.id, check.id), isNull(identityCheck.tokenSealed)))))
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ kind: error.kind, code: error.code }, 'faceid open')
    throw new Refusal('IDENTITY_UNAVAILABLE')
  }
}

async function keep(tx: PatientsContext, check: CheckRow, { token, url }: OpenedCheck): Promise<CheckRow> {
  const seal = (plain: string) => encryptPersonal(tx.keys, plain)
  await tx.db.update(identityCheck).set({ tokenSealed: seal(token), urlSealed: seal(url) }).where(eq(identityCheck.id, check.id))
  // Asks for the result also where nobody comes back for it.
  await enqueue(tx, 'settleIdentityCheck', { id: check.id }, { runAt: check.expiresAt, key: check.id })
  await audit(tx, 'identity.started', { subjectType: 'Patient', subjectId: check.patientId, after: { subject: check.subject } })
  return getCheck(tx, check.id)
}

function refuseSecond(error: unknown): never {
  if (violatedConstraint(error) === 'identity_check_one_open') throw new Refusal('CONFLICT', { message: '人脸核验正在打开，请稍候再试。' })
  throw error
}

/** The end of a check that nobody finished; what it led to meanwhile still counts. Late by an outage, it is over without a look. */
export async function settleIdentityCheck(ctx: PatientsContext, { id }: { id: string }): Promise<void> {
  const check = await getCheck(ctx, id)
  if (check.status !== 'STARTED') return
  const settled = ctx.now().getTime() < check.expiresAt.getTime() + OPEN_MS ? await settle(ctx, check) : check
  if (settled.status === 'STARTED') await inTransaction(asHouse(ctx), (tx) => tryTransition(tx, identityCheckEntity, id, 'expire', { settledAt: tx.now() }))
}
