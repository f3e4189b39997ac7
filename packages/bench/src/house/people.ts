import { signAccessToken } from '@hospital/access/token'
import { idOf } from './ids.ts'
import type { World } from './world.ts'

export interface SignedIn {
  number: number
  accountId: string
  patientId: string
  headers: { authorization: string }
}

/** A patient of the bench's data with a token as sign-in gives it; `session` counts the sessions of all accounts. */
export async function signInPatient({ keys }: World, number: number, session = number): Promise<SignedIn> {
  const token = await signAccessToken(keys.sessionKey, { sessionId: idOf('session', session), realm: 'patients' })
  return { number, accountId: idOf('account', number), patientId: idOf('patient', number), headers: { authorization: `Bearer ${token}` } }
}

/** A doctor or an administrator of the bench's data. */
export async function signInStaff({ keys }: World, number: number): Promise<{ headers: { authorization: string } }> {
  const token = await signAccessToken(keys.sessionKey, { sessionId: idOf('staff', number), realm: 'platform' })
  return { headers: { authorization: `Bearer ${token}` } }
}
