import type { SignInStep } from './routes.ts'

const session = '{ accessToken refreshToken expiresAt }'

export const patientSteps: Record<string, SignInStep> = {
  code: { query: 'mutation RequestSmsCode($input: RequestSmsCodeInput!) { requestSmsCode(input: $input) { retryAfterSeconds expiresInSeconds } }' },
  'sign-in': { query: `mutation SignInBySms($input: SignInBySmsInput!) { signInBySms(input: $input) ${session} }`, session: 'signInBySms' },
}

export const staffSteps: Record<string, SignInStep> = {
  password: { query: 'mutation SignInStaff($input: SignInStaffInput!) { signInStaff(input: $input) { challenge totpEnrolled otpauthUri passwordChangeRequired } }' },
  totp: { query: `mutation ConfirmTotp($input: ConfirmTotpInput!) { confirmTotp(input: $input) ${session} }`, session: 'confirmTotp' },
}
