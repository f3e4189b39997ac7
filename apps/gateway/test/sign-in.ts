import type { TestClient } from './client.ts'
import type { TestHospital } from './hospital.ts'
import { totpCode } from './totp.ts'
import { until } from './until.ts'

/** As the demonstration seed makes every staff account. */
export const STAFF_PASSWORD = 'Hospital@2026'

const REQUEST = 'mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }'
const SIGN_IN = 'mutation ($phone: String!, $code: String!) { signInBySms(input: { phone: $phone, code: $code, agreed: true }) { accessToken } }'
const PASSWORD = 'mutation ($login: String!, $password: String!) { signInStaff(input: { login: $login, password: $password }) { challenge otpauthUri } }'
const CODE = 'mutation ($challenge: String!, $code: String!) { confirmTotp(input: { challenge: $challenge, code: $code }) { accessToken } }'

/** What signing in needs of a hospital, in this process or in many. */
type Door = Pick<TestHospital, 'anonymous' | 'withToken'> & { sandbox: Pick<TestHospital['sandbox'], 'lastSms'> }

export async function signInPatient({ anonymous, sandbox, withToken }: Door, phone: string): Promise<TestClient> {
  const before = (await sandbox.lastSms(phone))?.serialNo
  await anonymous.mutate(REQUEST, { phone })
  const { params } = await until(async () => {
    const sms = await sandbox.lastSms(phone)
    return sms && sms.serialNo !== before && sms
  }, 60_000)
  const { signInBySms } = await anonymous.mutate(SIGN_IN, { phone, code: params[0] })
  return withToken(signInBySms.accessToken)
}

export async function signInStaff({ anonymous, withToken }: Omit<Door, 'sandbox'>, login: string, totpSecret: string): Promise<TestClient> {
  const { signInStaff: { challenge, otpauthUri } } = await anonymous.mutate(PASSWORD, { login, password: STAFF_PASSWORD })
  const secret = otpauthUri ? new URL(otpauthUri).searchParams.get('secret')! : totpSecret
  const { confirmTotp } = await anonymous.mutate(CODE, { challenge, code: totpCode(secret) })
  return withToken(confirmTotp.accessToken)
}
