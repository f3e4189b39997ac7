import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { decryptPersonal, encryptPersonal, maskPhone } from '@hospital/access/personal-data'
import { can } from '@hospital/access/viewer'
import { SETTINGS } from '@hospital/configuration/settings'
import { isId } from '@hospital/database/identifier'
import { refreshViewersOf } from '@hospital/sessions/session'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { findAccounts, realm, type AccountRow } from '../accounts/account.ts'
import { phoneFrom } from '../accounts/phone.ts'
import { searchedPatients } from '../accounts/search.ts'
import { account, patient } from '../tables.ts'
import { getPatient, lockAccount, refuseSecondSelf, visiblePatients, type PatientRow, type Relationship } from './patient.ts'

export interface PatientFilter {
  search?: string | null
  relationship?: Relationship | null
  removed?: boolean | null
  accountId?: string | null
}

/** The persons of all accounts, the newest first, for those who run the platform. */
export function listPatients(ctx: Context, page: PageArgs, { search, relationship, removed, accountId }: PatientFilter = {}): Promise<Page<PatientRow>> {
  return paginate(page, {
    sort: [{ column: patient.createdAt, descending: true }, { column: patient.id, descending: true }],
    where: and(
      can(ctx.viewer, 'patient:list') ? visiblePatients(ctx.viewer, ctx) : sql`false`,
      search ? searchedPatients(ctx, search) : undefined,
      relationship ? eq(patient.relationship, relationship) : undefined,
      accountId ? (isId(accountId) ? eq(patient.accountId, accountId) : sql`false`) : undefined,
      removed == null ? undefined : removed ? isNotNull(patient.removedAt) : isNull(patient.removedAt),
    ),
    rows: (condition, order, limit) => ctx.db.select().from(patient).where(condition).orderBy(...order).limit(limit),
    keyOf: ({ createdAt, id }) => [createdAt, id],
    count: (condition) => ctx.db.$count(patient, condition),
  })
}

export interface ChangePatient {
  id: string
  version: number
  phone?: string | null
  relationship?: Relationship | null
  guardianName?: string | null
  guardianPhone?: string | null
  /** Why, for the log. */
  reason: string
}

/**
 * What the hospital may put right for a person: phone, relationship, and how to reach the guardian. Name and id card are what HIS's record
 * stands on, and are put right there. Refuses NOT_FOUND, CONFLICT (changed meanwhile), INVALID_INPUT, PHONE_INVALID.
 */
export function changePatient(ctx: Context, input: ChangePatient): Promise<PatientRow> {
  const reason = reasonFrom(input.reason)
  const seal = (phone: string, field: string) => encryptPersonal(ctx.keys, phoneFrom(phone, field))
  const patch = {
    ...(input.phone && { phoneSealed: seal(input.phone, 'phone') }), ...(input.relationship && { relationship: input.relationship }),
    ...(input.guardianName?.trim() && { guardianName: input.guardianName.trim().slice(0, 50) }), ...(input.guardianPhone && { guardianPhoneSealed: seal(input.guardianPhone, 'guardianPhone') }),
  }
  return inTransaction(ctx, async (tx) => {
    const before = await getPatient(tx, input.id)
    if (!before.guardianName && (patch.guardianName || patch.guardianPhoneSealed)) throw new Refusal('INVALID_INPUT', { message: '该就诊人没有监护人。', details: { field: 'guardianName' } })
    await lockAccount(tx, before.accountId)
    const [row] = await tx.db.update(patient).set({ ...patch, version: sql`${patient.version} + 1` })
      .where(and(eq(patient.id, before.id), eq(patient.version, input.version), isNull(patient.removedAt))).returning()
    if (!row) throw new Refusal('CONFLICT')
    await audit(tx, 'patient.changed', { subjectType: 'Patient', subjectId: row.id, before: told(tx, before), after: { ...told(tx, row), reason } })
    await refreshViewersOf(tx, realm, row.accountId)
    return row
  }).catch(refuseSecondSelf)
}

/** As the configuration has it. */
const [FEWEST, MOST] = [SETTINGS['patients.limit'].min, SETTINGS['patients.limit'].max]

/** How many persons an account may keep, whatever holds for all; null: what holds for all. Persons beyond it stay. Refuses NOT_FOUND, INVALID_INPUT. */
export function setPatientLimit(ctx: Context, { accountId, limit, reason }: { accountId: string; limit?: number | null; reason: string }): Promise<AccountRow> {
  const why = reasonFrom(reason)
  const wanted = limit ?? null
  if (wanted !== null && (wanted < FEWEST || wanted > MOST)) throw new Refusal('INVALID_INPUT', { message: `就诊人上限须为 ${FEWEST} 到 ${MOST} 的整数。`, details: { field: 'limit' } })
  return inTransaction(ctx, async (tx) => {
    if (!(await findAccounts(tx, [accountId])).length) throw new Refusal('NOT_FOUND')
    const before = await lockAccount(tx, accountId)
    const [row] = await tx.db.update(account).set({ patientLimit: wanted }).where(eq(account.id, before.id)).returning()
    await audit(tx, 'account.patient-limit', { subjectType: 'Account', subjectId: before.id, before: { limit: before.patientLimit }, after: { limit: wanted, reason: why } })
    return row!
  })
}

const told = (tx: Context, { relationship, phoneSealed, guardianPhoneSealed }: PatientRow) => ({
  relationship, phone: phoneSealed && maskPhone(decryptPersonal(tx.keys, phoneSealed)), guardianPhone: guardianPhoneSealed && maskPhone(decryptPersonal(tx.keys, guardianPhoneSealed)),
})

export interface Unmasked {
  patientId: string
  idCard: string
  phone: string | null
  guardianIdCard: string | null
  guardianPhone: string | null
  accountPhone: string
}

/** The whole numbers of one person. The log has who looked, at whom, and why, before anything is shown. Refuses NOT_FOUND, INVALID_INPUT. */
export async function unmaskPatient(ctx: Context, { id, reason }: { id: string; reason: string }): Promise<Unmasked> {
  const why = reasonFrom(reason)
  const row = await inTransaction(ctx, async (tx) => {
    const found = await getPatient(tx, id)
    await audit(tx, 'patient.unmasked', { subjectType: 'Patient', subjectId: found.id, after: { reason: why } })
    return found
  })
  const [own] = await ctx.db.select({ phoneSealed: account.phoneSealed }).from(account).where(eq(account.id, row.accountId))
  const open = (sealed: string | null) => sealed && decryptPersonal(ctx.keys, sealed)
  return {
    patientId: row.id, idCard: open(row.idCardSealed)!, phone: open(row.phoneSealed), guardianIdCard: open(row.guardianIdCardSealed),
    guardianPhone: open(row.guardianPhoneSealed), accountPhone: open(own!.phoneSealed)!,
  }
}

export async function accountsById(ctx: Context, ids: readonly string[]) {
  return new Map((await findAccounts(ctx, ids)).map((row) => [row.id, row]))
}

function reasonFrom(typed: string): string {
  const reason = typed.trim()
  if (!reason || [...reason].length > 100 || /[\u0000-\u001f]/.test(reason)) throw new Refusal('INVALID_INPUT', { message: '请用 1 到 100 个字说明原因。', details: { field: 'reason' } })
  return reason
}
