import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS } from '@hospital/access/viewer'
import { verifyAccessToken } from '@hospital/access/token'
import { openWorld, REQUEST_CODE, SIGN_IN, type World } from '../../test/world.ts'

let world: World
beforeAll(async () => { world = await openWorld() })
afterAll(() => world.close())

const MINUTE = 60_000
const tryCode = (phone: string, code: string, agreed = true) => world.refusal(ANONYMOUS, SIGN_IN, { phone, code, agreed })
const wrongFor = (code: string) => (code === '000000' ? '111111' : '000000')

test('a code signs in once, however many use it at the same time', async () => {
  const phone = '13600000001'
  const code = await world.codeFor(phone)
  const answers = await Promise.all(Array.from({ length: 100 }, () => world.execute(ANONYMOUS, SIGN_IN, { phone, code })))
  const [winner, ...others] = answers.filter(({ data }) => data)
  expect(winner).toBeDefined()
  expect(others).toHaveLength(0)
  expect(new Set(answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions.code) ?? []))).toEqual(new Set(['SMS_CODE_EXPIRED']))
})

test('the first sign-in makes the account, the next finds it; phones are written in many ways', async () => {
  const first = await world.signIn('13600000002')
  await world.advance(MINUTE)
  const { signInBySms } = await world.must(ANONYMOUS, SIGN_IN, { phone: '+86 136-0000-0002', code: await world.codeFor('13600000002') })
  const [one, other] = await Promise.all([world.viewer(first.sessionId), world.viewer(signInBySms.refreshToken.split('.')[0])])
  expect(other.accountId).toBe(one.accountId)
  expect(other.sessionId).not.toBe(one.sessionId)
  const token = await verifyAccessToken(world.installation.keys.sessionKey, signInBySms.accessToken)
  expect(token).toEqual({ sessionId: other.sessionId, realm: 'patients' })
})

test('five wrong tries void a code, the right one included', async () => {
  const phone = '13600000003'
  const code = await world.codeFor(phone)
  for (let i = 0; i < 5; i++) expect(await tryCode(phone, wrongFor(code))).toBe('SMS_CODE_WRONG')
  expect(await tryCode(phone, code)).toBe('SMS_CODE_EXPIRED')
})

test('guessing in parallel gets five answers and no more', async () => {
  const phone = '13600000004'
  const code = await world.codeFor(phone)
  const codes = await Promise.all(Array.from({ length: 50 }, (_, i) => tryCode(phone, String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0'))))
  expect(codes.filter((one) => one === 'SMS_CODE_WRONG')).toHaveLength(5)
  expect(await tryCode(phone, code)).toBe('SMS_CODE_EXPIRED')
})

test('a code is void after five minutes, or when a newer one was sent', async () => {
  const phone = '13600000005'
  const old = await world.codeFor(phone)
  await world.advance(MINUTE)
  const fresh = await world.codeFor(phone)
  if (old !== fresh) expect(await tryCode(phone, old)).toBe('SMS_CODE_WRONG')
  await world.advance(5 * MINUTE)
  expect(await tryCode(phone, fresh)).toBe('SMS_CODE_EXPIRED')
})

test('a phone gets one code a minute and ten an hour', async () => {
  const phone = '13600000006'
  const answers = await Promise.all(Array.from({ length: 5 }, () => world.refusal(ANONYMOUS, REQUEST_CODE, { phone })))
  expect(answers.filter((code) => code === undefined)).toHaveLength(1)
  expect(answers.filter((code) => code === 'SMS_CODE_TOO_SOON')).toHaveLength(4)
  for (let i = 1; i < 10; i++) {
    await world.advance(MINUTE)
    await world.codeFor(phone)
  }
  await world.advance(MINUTE)
  expect(await world.refusal(ANONYMOUS, REQUEST_CODE, { phone })).toBe('TOO_MANY_REQUESTS')
  await world.advance(60 * MINUTE)
  expect(await world.refusal(ANONYMOUS, REQUEST_CODE, { phone })).toBeUndefined()
})

test('a message that could not be sent is said so, and may be asked for again at once', async () => {
  const phone = '13600000007'
  await world.outside.control('faults', { system: 'sms', mode: 'down' })
  expect(await world.refusal(ANONYMOUS, REQUEST_CODE, { phone })).toBe('SMS_FAILED')
  await world.outside.control('faults/clear')
  expect(await world.refusal(ANONYMOUS, REQUEST_CODE, { phone })).toBeUndefined()
})

test('a number that the provider refuses is told so', async () => {
  const phone = '13600000008'
  await world.outside.control('sms/numbers', { phone, code: 'FailedOperation.PhoneNumberInBlacklist' })
  expect(await world.refusal(ANONYMOUS, REQUEST_CODE, { phone })).toBe('SMS_FAILED')
})

test('a message whose answer was lost may have arrived: its code works, and no second one goes out at once', async () => {
  const phone = '13600000009'
  await world.outside.control('faults', { system: 'sms', mode: 'commit-then-timeout', times: 1 })
  expect(await world.refusal(ANONYMOUS, REQUEST_CODE, { phone })).toBe('SMS_FAILED')
  expect(await world.refusal(ANONYMOUS, REQUEST_CODE, { phone })).toBe('SMS_CODE_TOO_SOON')
  const [sms] = await world.outside.look<{ params: string[] }[]>(`sms?template=SIGN_IN_CODE&phone=${phone}`)
  expect(await tryCode(phone, sms!.params[0]!)).toBeUndefined()
})

test.each(['', '12345678901', '1380000000', '138000000012', '+1 3800000001'])('%j is no mobile number', async (phone) => {
  expect(await world.refusal(ANONYMOUS, REQUEST_CODE, { phone })).toBe('PHONE_INVALID')
})

test('nobody signs in without agreeing, and the code is not spent by it', async () => {
  const phone = '13600000010'
  const code = await world.codeFor(phone)
  expect(await tryCode(phone, code, false)).toBe('AGREEMENT_REQUIRED')
  expect(await tryCode(phone, code)).toBeUndefined()
})

test('neither phone nor code is readable at rest', async () => {
  const phone = '13600000011'
  const code = await world.codeFor(phone)
  await world.must(ANONYMOUS, SIGN_IN, { phone, code })
  const ctx = world.subgraph.contextFor({ viewer: ANONYMOUS, requestId: '', origin: { ip: null, userAgent: null } })
  const dump = JSON.stringify([await ctx.db.execute('select * from patients.account'), await ctx.db.execute('select * from patients.sms_code'), await world.waitingJobs()])
  expect(dump).not.toContain(phone)
  expect(dump).not.toContain(`"${code}"`)
})
