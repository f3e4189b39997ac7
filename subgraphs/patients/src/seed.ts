import { and, eq, isNull } from 'drizzle-orm'
import { BUILT_IN_ROLES } from '@hospital/access/roles'
import { inTransaction } from '@hospital/subgraph/transaction'
import { ensureAccount } from './accounts/account.ts'
import type { PatientsContext } from './context.ts'
import { addPatient, type AddPatient } from './people/add-patient.ts'
import { patient } from './tables.ts'

const PHONE = '13800000001'
const MOTHER = { name: '周文静', idCard: '330109198503126226', phone: PHONE }

/** Fictitious people with right check digits. */
const PERSONS: readonly AddPatient[] = [
  { ...MOTHER, relationship: 'SELF' },
  { name: '周建国', idCard: '330109195806153412', phone: '13800000003', relationship: 'PARENT' },
  { name: '周小雨', idCard: '330109201809087244', relationship: 'CHILD', guardian: MOTHER },
]

/** For whoever starts the demonstration to read. */
export const ACCOUNTS = [{ app: 'patient', who: MOTHER.name, login: PHONE, password: 'by SMS: read it in the sandbox' }]

/** An account with three persons and their records in HIS, made as an app would. Repeating it changes nothing. */
export async function seed(ctx: PatientsContext): Promise<void> {
  const { id: accountId } = await inTransaction(ctx, (tx) => ensureAccount(tx, PHONE))
  const own: PatientsContext = { ...ctx, viewer: { kind: 'PATIENT', accountId, patientIds: [], sessionId: '', permissions: BUILT_IN_ROLES.PATIENT } }
  for (const person of PERSONS) {
    const kept = await ctx.db.$count(patient, and(eq(patient.accountId, accountId), eq(patient.name, person.name), isNull(patient.removedAt)))
    if (!kept) await addPatient(own, person)
  }
}
