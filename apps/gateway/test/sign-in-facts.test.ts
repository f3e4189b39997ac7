import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSeededHospital, type TestHospital } from './hospital.ts'
import { STAFF_PASSWORD } from './sign-in.ts'
import { totpCode } from './totp.ts'
import { until } from './until.ts'

let hospital: TestHospital
beforeAll(async () => {
  hospital = await openSeededHospital()
}, 120_000)
afterAll(async () => { await hospital?.close() })

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const ME = '{ me { id } }'
const INBOX = 'subscription { inbox { sequence } }'
const REQUEST = 'mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }'
const BY_SMS = 'mutation ($phone: String!, $code: String!) { signInBySms(input: { phone: $phone, code: $code, agreed: true }) { accessToken refreshToken } }'
const PASSWORD = 'mutation ($login: String!, $password: String!) { signInStaff(input: { login: $login, password: $password }) { challenge } }'
const CODE = 'mutation ($challenge: String!, $code: String!) { confirmTotp(input: { challenge: $challenge, code: $code }) { accessToken refreshToken } }'

async function signInBySms(phone: string): Promise<{ accessToken: string; refreshToken: string }> {
  const before = (await hospital.sandbox.lastSms(phone))?.serialNo
  await hospital.anonymous.mutate(REQUEST, { phone })
  const { params } = await until(async () => {
    const sms = await hospital.sandbox.lastSms(phone)
    return sms && sms.serialNo !== before && sms
  })
  return (await hospital.anonymous.mutate(BY_SMS, { phone, code: params[0] })).signInBySms
}

describe('sign-in over the wire', () => {
  it('gives a phone one code a minute', async () => {
    await hospital.anonymous.mutate(REQUEST, { phone: '13700000001' })
    expect(await hospital.anonymous.refused(REQUEST, { phone: '13700000001' })).toBe('SMS_CODE_TOO_SOON')
  })

  it('takes a code of a patient once', async () => {
    const phone = '13700000002'
    await hospital.anonymous.mutate(REQUEST, { phone })
    const { params } = await until(() => hospital.sandbox.lastSms(phone))
    const answers = await Promise.all(Array.from({ length: 10 }, () => hospital.anonymous.send(BY_SMS, { phone, code: params[0] })))
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1)
  })

  it('ends the whole session, its tokens and its sockets, when a refresh token comes a second time', async () => {
    const session = await signInBySms('13700000003')
    const patient = hospital.withToken(session.accessToken)
    const stream = await patient.subscribe(INBOX)
    const REFRESH = 'mutation ($token: String!) { refreshSession(refreshToken: $token) { accessToken refreshToken } }'
    const { refreshSession: next } = await hospital.anonymous.mutate(REFRESH, { token: session.refreshToken })
    const { refreshSession: third } = await hospital.anonymous.mutate(REFRESH, { token: next.refreshToken })
    expect(await hospital.anonymous.refused(REFRESH, { token: session.refreshToken })).toBe('SESSION_EXPIRED')
    expect(await stream.ended).toBe('4403')
    expect(await hospital.withToken(third.accessToken).refused(ME)).toBe('SESSION_EXPIRED')
    expect(await hospital.anonymous.refused(REFRESH, { token: third.refreshToken })).toBe('SESSION_EXPIRED')
  })

  it('ends every session of the account, sockets too, on signing out everywhere', async () => {
    const phone = '13700000004'
    const one = hospital.withToken((await signInBySms(phone)).accessToken)
    await hospital.advance(61_000)
    const other = hospital.withToken((await signInBySms(phone)).accessToken)
    const stream = await one.subscribe(INBOX)
    await other.mutate('mutation { signOut(everywhere: true) }')
    expect(await stream.ended).toBe('4403')
    expect(await one.refused(ME)).toBe('SESSION_EXPIRED')
    expect(await other.refused(ME)).toBe('SESSION_EXPIRED')
  })

  it('takes an authenticator’s code once, and locks after five wrong tries', async () => {
    const challengeOf = async (login: string) => (await hospital.anonymous.mutate(PASSWORD, { login, password: STAFF_PASSWORD })).signInStaff.challenge
    const code = totpCode(SECRET)
    await hospital.anonymous.mutate(CODE, { challenge: await challengeOf('linruonan'), code })
    expect(await hospital.anonymous.refused(CODE, { challenge: await challengeOf('linruonan'), code })).toBe('TOTP_WRONG')
    const tries: string[] = []
    for (let i = 0; i < 6; i++) tries.push(await hospital.anonymous.refused(PASSWORD, { login: 'accountant', password: `wrong ${i}` }))
    expect(tries.slice(0, 4)).toEqual(Array(4).fill('PASSWORD_WRONG'))
    expect(tries.at(-1)).toBe('ACCOUNT_LOCKED')
    expect(await hospital.anonymous.refused(PASSWORD, { login: 'accountant', password: STAFF_PASSWORD })).toBe('ACCOUNT_LOCKED')
  })
})
