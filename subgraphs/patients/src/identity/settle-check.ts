import { eq } from 'drizzle-orm'
import { decryptPersonal } from '@hospital/access/personal-data'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { CheckOutcome } from '@hospital/connectors/faceid/port'
import { refreshViewersOf } from '@hospital/sessions/session'
import { audit } from '@hospital/subgraph/audit'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { realm } from '../accounts/account.ts'
import { configuration } from '../configuration.ts'
import { asHouse, type PatientsContext } from '../context.ts'
import { patient } from '../tables.ts'
import { getCheck, identityCheckEntity, subjectOf, type CheckRow } from './identity-check.ts'
import type { IdentityFailure } from './identity.types.ts'
import { proofEnds } from './proof.ts'
import { identityProof } from './tables.ts'

/**
 * Asks the provider what became of a check, and keeps the answer once. A face or papers that are not the person's make it FAILED.
 * Refuses NOT_FOUND (foreign, or with a token of another check, alike), IDENTITY_CHECK_SETTLED (used before), IDENTITY_CHECK_EXPIRED,
 * IDENTITY_CHECK_UNFINISHED, IDENTITY_UNAVAILABLE.
 */
export async function finishIdentityCheck(ctx: PatientsContext, { id, token }: { id: string; token?: string | null }): Promise<CheckRow> {
  const check = await getCheck(ctx, id)
  if (token && (!check.tokenSealed || decryptPersonal(ctx.keys, check.tokenSealed) !== token)) throw new Refusal('NOT_FOUND')
  if (check.status === 'EXPIRED' || (check.status === 'STARTED' && check.expiresAt <= ctx.now())) throw new Refusal('IDENTITY_CHECK_EXPIRED')
  if (check.status !== 'STARTED') throw new Refusal('IDENTITY_CHECK_SETTLED', { details: { status: check.status } })
  const settled = await settle(ctx, check)
  if (settled.status === 'STARTED') throw new Refusal('IDENTITY_CHECK_UNFINISHED')
  return settled
}

/** The check as it is after asking; STARTED where nobody has stood before the camera yet. Refuses IDENTITY_UNAVAILABLE. */
export async function settle(ctx: PatientsContext, check: CheckRow): Promise<CheckRow> {
  if (!check.tokenSealed) return check
  const outcome = await ask(ctx, decryptPersonal(ctx.keys, check.tokenSealed))
  if (outcome.state === 'UNFINISHED') return check
  return inTransaction(ctx, async (tx) => {
    await decide(tx, check, outcome)
    return getCheck(tx, check.id)
  })
}

async function ask(ctx: PatientsContext, token: string): Promise<CheckOutcome> {
  try {
    return await ctx.faceid.readCheck(token)
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    if (error.code === 'TOKEN_UNKNOWN') return { state: 'FAILED', reason: 'OTHER' }
    ctx.log.warn({ kind: error.kind, code: error.code }, 'faceid read')
    throw new Refusal('IDENTITY_UNAVAILABLE', { message: '暂时查询不到人脸核验结果，请稍后再查；已完成的核验不会丢失。' })
  }
}

/** Applied once, whoever asks: what another has decided meanwhile stands. */
async function decide(tx: PatientsContext, check: CheckRow, outcome: Exclude<CheckOutcome, { state: 'UNFINISHED' }>): Promise<void> {
  const house = asHouse(tx)
  const settledAt = tx.now()
  const person = await personOf(tx, check)
  const failure: IdentityFailure | undefined = outcome.state === 'FAILED' ? outcome.reason : isOf(tx, check, person, outcome) ? undefined : 'WRONG_PERSON'
  if (failure || !person) {
    const failed = await tryTransition(house, identityCheckEntity, check.id, 'fail', { settledAt, failure: failure ?? 'WRONG_PERSON' })
    if (failed) await audit(tx, 'identity.refused', { subjectType: 'Patient', subjectId: check.patientId, after: { subject: check.subject, reason: failed.failure } })
    return
  }
  if (!(await tryTransition(house, identityCheckEntity, check.id, 'pass', { settledAt }))) return
  const expiresAt = proofEnds(settledAt, await configuration.settingOf(tx, 'identity.validDays'), check.subject === 'GUARDIAN' ? person : null)
  await tx.db.insert(identityProof).values({ patientId: check.patientId, checkId: check.id, subject: check.subject, provenAt: settledAt, expiresAt })
  await audit(tx, 'identity.proven', { subjectType: 'Patient', subjectId: check.patientId, after: { subject: check.subject, until: expiresAt.toISOString() } })
  await refreshViewersOf(tx, realm, check.accountId)
}

type Person = typeof patient.$inferSelect

async function personOf(tx: PatientsContext, { patientId }: CheckRow): Promise<Person | undefined> {
  const [row] = await tx.db.select().from(patient).where(eq(patient.id, patientId)).for('update')
  return row?.removedAt ? undefined : row
}

/** The result speaks of this very check, and of the one who had to stand before the camera, as the record has them now. */
function isOf(tx: PatientsContext, check: CheckRow, person: Person | undefined, { idCard, name, reference }: Extract<CheckOutcome, { state: 'PASSED' }>): boolean {
  if (!person || reference !== check.id) return false
  const subject = subjectOf(tx, person)
  return subject.kind === check.subject && subject.idCard === idCard && subject.name === name
}
