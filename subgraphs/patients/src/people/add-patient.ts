import { and, count, eq, inArray, isNull } from 'drizzle-orm'
import { blindIndex, blindIndexes, encryptPersonal } from '@hospital/access/personal-data'
import { terminalOf } from '@hospital/configuration/terminal'
import { hospitalDay } from '@hospital/database/clock'
import type { HisPatient } from '@hospital/connectors/his/port'
import { refreshViewersOf } from '@hospital/sessions/session'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import { patientLimitOf, realm } from '../accounts/account.ts'
import { phoneFrom } from '../accounts/phone.ts'
import { mergeCards } from '../cards/card.ts'
import { configuration } from '../configuration.ts'
import type { PatientsContext } from '../context.ts'
import { patient } from '../tables.ts'
import { readGuardian, type Guardian, type GuardianForm } from './guardian.ts'
import { recordInHis } from './his-record.ts'
import { ADULT_AGE, ageOn, readIdCard, type IdCard } from './id-card.ts'
import { lockAccount, refuseSecondSelf, type PatientRow, type Relationship } from './patient.ts'
import { personName } from './person-name.ts'

export interface AddPatient {
  name: string
  idCard: string
  phone?: string | null
  relationship: Relationship
  guardian?: GuardianForm | null
}

/** What was written on the form, read and found good. */
export interface Person {
  name: string
  idCard: IdCard
  phone?: string
  relationship: Relationship
  guardian?: Guardian
}

/**
 * Adds a person cared for and gets the record in HIS, which matches by id card and never doubles. HIS comes first: where it fails,
 * nothing is kept here, and trying again finds what it may have made. Refuses NAME_INVALID, ID_CARD_INVALID, PHONE_INVALID,
 * GUARDIAN_REQUIRED, GUARDIAN_INVALID, FAMILY_NOT_ALLOWED, PATIENT_EXISTS, PATIENT_LIMIT, HIS_UNAVAILABLE, HIS_REFUSED.
 */
export async function addPatient(ctx: PatientsContext, input: AddPatient): Promise<PatientRow> {
  const { viewer } = ctx
  if (viewer.kind !== 'PATIENT') throw new Refusal('FORBIDDEN')
  const person = readPerson(input, hospitalDay(ctx.now()))
  if (person.relationship !== 'SELF' && !(await configuration.settingOf(ctx, 'terminal.person.others', terminalOf(ctx.origin.userAgent)))) throw new Refusal('FAMILY_NOT_ALLOWED', { details: { field: 'relationship' } })
  // Asked before HIS as well, so that a refusal leaves no trace outside.
  await inTransaction(ctx, (tx) => requirePlace(tx, viewer.accountId, person))
  const record = await recordInHis(ctx, person)
  return inTransaction(ctx, (tx) => keepPatient(tx, viewer.accountId, person, record)).catch(refuseSecondSelf)
}

export function readPerson({ name, idCard, phone, relationship, guardian }: AddPatient, today: string): Person {
  const person: Person = { name: personName(name), idCard: readIdCard(idCard, today), relationship, ...(phone && { phone: phoneFrom(phone) }) }
  if (ageOn(person.idCard.birthDate, today) >= ADULT_AGE) return person
  if (!guardian) throw new Refusal('GUARDIAN_REQUIRED', { details: { field: 'guardian' } })
  return { ...person, guardian: readGuardian(guardian, person.idCard.number, today) }
}

/** Refuses PATIENT_EXISTS, PATIENT_LIMIT; answers the row of the same person, removed before. Locks the account. */
async function requirePlace(tx: Context, accountId: string, person: Person): Promise<PatientRow | undefined> {
  const own = await lockAccount(tx, accountId)
  const [same] = await tx.db.select().from(patient).where(and(eq(patient.accountId, accountId), inArray(patient.idCardIndex, blindIndexes(tx.keys, person.idCard.number))))
  if (same && !same.removedAt) throw new Refusal('PATIENT_EXISTS')
  const limit = await patientLimitOf(tx, own)
  const [{ kept }] = await tx.db.select({ kept: count() }).from(patient).where(and(eq(patient.accountId, accountId), isNull(patient.removedAt))) as [{ kept: number }]
  if (kept >= limit) throw new Refusal('PATIENT_LIMIT', { message: `就诊人数量已达上限（${limit} 位），请先删除不再使用的就诊人。`, details: { limit } })
  return same
}

async function keepPatient(tx: Context, accountId: string, person: Person, record: HisPatient): Promise<PatientRow> {
  const former = await requirePlace(tx, accountId, person)
  const [first] = await tx.db.select({ id: patient.id }).from(patient).where(and(eq(patient.accountId, accountId), isNull(patient.removedAt))).limit(1)
  const values = { ...rowOf(tx, person), accountId, hisPatientId: record.hisPatientId, recordNumber: record.recordNumber, isDefault: !first, createdAt: tx.now(), removedAt: null }
  const [row] = former
    ? await tx.db.update(patient).set(values).where(eq(patient.id, former.id)).returning()
    : await tx.db.insert(patient).values(values).returning()
  await mergeCards(tx, row!.id, record.cards)
  await emit(tx, 'patient.recorded', { patientId: row!.id, accountId, hisPatientId: record.hisPatientId })
  await audit(tx, 'patient.added', { subjectType: 'Patient', subjectId: row!.id, after: { relationship: person.relationship, again: Boolean(former) } })
  await refreshViewersOf(tx, realm, accountId)
  return row!
}

function rowOf(tx: Context, { name, idCard, phone, relationship, guardian }: Person) {
  const seal = (plain: string) => encryptPersonal(tx.keys, plain)
  return {
    name, sex: idCard.sex, birthDate: idCard.birthDate, relationship,
    idCardSealed: seal(idCard.number), idCardIndex: blindIndex(tx.keys, idCard.number), phoneSealed: phone ? seal(phone) : null,
    guardianName: guardian?.name ?? null, guardianIdCardSealed: guardian ? seal(guardian.idCard.number) : null, guardianPhoneSealed: guardian ? seal(guardian.phone) : null,
  }
}
