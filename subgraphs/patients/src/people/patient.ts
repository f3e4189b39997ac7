import { and, asc, desc, eq, exists, gt, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import { decryptPersonal, encryptPersonal, maskIdCard, maskPhone } from '@hospital/access/personal-data'
import { can, type Viewer } from '@hospital/access/viewer'
import { hospitalDay } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import { refreshViewersOf } from '@hospital/sessions/session'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { realm } from '../accounts/account.ts'
import { phoneFrom } from '../accounts/phone.ts'
import { voidProofs } from '../identity/proof.ts'
import { account, careRelation, patient } from '../tables.ts'
import { readGuardian, type GuardianForm } from './guardian.ts'
import { ADULT_AGE, ageOn } from './id-card.ts'

export type PatientRow = typeof patient.$inferSelect
export type Relationship = PatientRow['relationship']

/** The own persons, removed ones for the orders and visits they had; a practitioner's as long as he cares for them; all for administrators who may, and for the house itself. */
export function visiblePatients(viewer: Viewer, ctx: Context): SQL | undefined {
  switch (viewer.kind) {
    case 'SERVICE': return undefined
    case 'ADMINISTRATOR': return can(viewer, 'patient:read') ? undefined : sql`false`
    case 'PATIENT': return eq(patient.accountId, viewer.accountId)
    case 'PRACTITIONER': return exists(ctx.db.select({ one: sql`1` }).from(careRelation)
      .where(and(eq(careRelation.patientId, patient.id), eq(careRelation.practitionerId, viewer.practitionerId), gt(careRelation.until, ctx.now()))))
    // Undefined would be no condition at all: whoever is not named above sees nobody.
    default: return sql`false`
  }
}

export async function findPatients(ctx: Context, ids: readonly string[]): Promise<PatientRow[]> {
  return ctx.db.select().from(patient).where(and(inArray(patient.id, ids.filter(isId)), visiblePatients(ctx.viewer, ctx)))
}

export async function getPatient(ctx: Context, id: string): Promise<PatientRow> {
  const [row] = await findPatients(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

export async function listPatientsOf(ctx: Context, accountId: string): Promise<PatientRow[]> {
  return ctx.db.select().from(patient).where(and(eq(patient.accountId, accountId), isNull(patient.removedAt), visiblePatients(ctx.viewer, ctx)))
    .orderBy(desc(patient.isDefault), asc(patient.createdAt), asc(patient.id))
}

/** A person that the account itself keeps still, for its own changes. Refuses NOT_FOUND. */
export async function getOwnPatient(tx: Context, id: string): Promise<PatientRow> {
  const row = await getPatient(tx, id)
  if (tx.viewer.kind !== 'PATIENT' || row.accountId !== tx.viewer.accountId || row.removedAt) throw new Refusal('NOT_FOUND')
  return row
}

/** Changes of one account's persons go one after the other: limits, the default, and what the session may see hang together. */
export async function lockAccount(tx: Context, accountId: string) {
  const [row] = await tx.db.select().from(account).where(eq(account.id, accountId)).for('update')
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

export interface UpdatePatient {
  id: string
  phone?: string | null
  relationship?: Relationship | null
  guardian?: GuardianForm | null
}

/**
 * Changes phone, relationship or a minor's guardian, who then proves the child anew; name and id card are what HIS's record stands on.
 * Refuses NOT_FOUND, PHONE_INVALID, INVALID_INPUT (a second SELF, a guardian of an adult), GUARDIAN_INVALID, ID_CARD_INVALID, NAME_INVALID.
 */
export async function updatePatient(ctx: Context, input: UpdatePatient): Promise<PatientRow> {
  const phone = input.phone ? phoneFrom(input.phone) : undefined
  return inTransaction(ctx, async (tx) => {
    const person = await getOwnPatient(tx, input.id)
    const { id } = person
    const guardian = input.guardian && guardianPatch(tx, person, input.guardian)
    const patch = { ...(phone && { phoneSealed: encryptPersonal(tx.keys, phone) }), ...(input.relationship && { relationship: input.relationship }), ...guardian }
    if (!Object.keys(patch).length) return getPatient(tx, id)
    const [row] = await tx.db.update(patient).set(patch).where(eq(patient.id, id)).returning()
    if (guardian) {
      await voidProofs(tx, id)
      await refreshViewersOf(tx, realm, person.accountId)
    }
    await audit(tx, 'patient.updated', { subjectType: 'Patient', subjectId: id, after: { fields: [phone && 'phone', input.relationship && 'relationship', guardian && 'guardian'].filter(Boolean) } })
    return row!
  }).catch(refuseSecondSelf)
}

function guardianPatch(tx: Context, { birthDate, idCardSealed }: PatientRow, form: GuardianForm) {
  const today = hospitalDay(tx.now())
  if (ageOn(birthDate, today) >= ADULT_AGE) throw new Refusal('INVALID_INPUT', { message: '该就诊人已成年，不需要监护人。', details: { field: 'guardian' } })
  const { name, idCard, phone } = readGuardian(form, decryptPersonal(tx.keys, idCardSealed), today)
  return { guardianName: name, guardianIdCardSealed: encryptPersonal(tx.keys, idCard.number), guardianPhoneSealed: encryptPersonal(tx.keys, phone) }
}

export function refuseSecondSelf(error: unknown): never {
  if (violatedConstraint(error) === 'patient_one_self') throw new Refusal('INVALID_INPUT', { message: '“本人”只能添加一位，请选择其他关系。', details: { field: 'relationship' } })
  throw error
}

/** Takes a person off the account; the row stays for the history. Refuses NOT_FOUND, PATIENT_IN_USE while care is open. */
export function removePatient(ctx: Context, id: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const { accountId, isDefault } = await getOwnPatient(tx, id)
    await lockAccount(tx, accountId)
    const openCare = tx.db.select({ one: sql`1` }).from(careRelation).where(and(eq(careRelation.patientId, patient.id), isNull(careRelation.endedAt), gt(careRelation.until, tx.now())))
    const [removed] = await tx.db.update(patient).set({ removedAt: tx.now(), isDefault: false })
      .where(and(eq(patient.id, id), isNull(patient.removedAt), sql`not exists ${openCare}`)).returning({ id: patient.id })
    if (!removed) throw new Refusal('PATIENT_IN_USE')
    if (isDefault) await chooseDefault(tx, accountId)
    await voidProofs(tx, id)
    await refreshViewersOf(tx, realm, accountId)
    await audit(tx, 'patient.removed', { subjectType: 'Patient', subjectId: id })
    return true
  })
}

/** The longest-kept person becomes the default when none is. */
async function chooseDefault(tx: Context, accountId: string): Promise<void> {
  const [next] = await listPatientsOf(tx, accountId)
  if (next) await tx.db.update(patient).set({ isDefault: true }).where(eq(patient.id, next.id))
}

/** The person that pages start with. Refuses NOT_FOUND. */
export function setDefaultPatient(ctx: Context, id: string): Promise<PatientRow> {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await getOwnPatient(tx, id)
    await lockAccount(tx, accountId)
    await tx.db.update(patient).set({ isDefault: false }).where(and(eq(patient.accountId, accountId), eq(patient.isDefault, true)))
    const [row] = await tx.db.update(patient).set({ isDefault: true }).where(and(eq(patient.id, id), isNull(patient.removedAt))).returning()
    if (!row) throw new Refusal('NOT_FOUND')
    return row
  })
}

export const maskedIdCardOf = (ctx: Context, row: PatientRow) => maskIdCard(decryptPersonal(ctx.keys, row.idCardSealed))
export const maskedPhoneOf = (ctx: Context, row: PatientRow) => row.phoneSealed && maskPhone(decryptPersonal(ctx.keys, row.phoneSealed))
