import type { TestClient } from './client.ts'
import type { TestHospital } from './hospital.ts'
import { until } from './until.ts'

const REQUEST = 'mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }'
const SIGN_IN = 'mutation ($phone: String!, $code: String!) { signInBySms(input: { phone: $phone, code: $code, agreed: true }) { accessToken } }'

export async function signInPatient({ anonymous, sandbox, withToken }: TestHospital, phone: string): Promise<TestClient> {
  await anonymous.mutate(REQUEST, { phone })
  const { params } = await until(() => sandbox.lastSms(phone))
  const { signInBySms } = await anonymous.mutate(SIGN_IN, { phone, code: params[0] })
  return withToken(signInBySms.accessToken)
}

export async function signInStaff(_hospital: TestHospital, login: string): Promise<TestClient> {
  throw new Error(`no staff account yet: ${login}`)
}
