import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ANONYMOUS, type AdministratorViewer } from '@hospital/access/viewer'
import { verifyAccessToken } from '@hospital/access/token'
import { newId } from '@hospital/database/identifier'
import { beginTotp, CONFIRM, openWorld, PASSWORD, SIGN_IN, signIn, TOTP_SECRET, totpCode, type World } from '../../test/world.ts'

let world: World
let logins = 0
beforeAll(async () => { world = await openWorld() })
afterAll(() => world.close())
beforeEach(beginTotp)

const MINUTE = 60_000

async function newLogin(totpSecret: string | undefined = TOTP_SECRET, roles = ['SUPER_ADMIN']): Promise<string> {
  const login = `admin${++logins}`
  await world.staff({ login, administrator: { name: '系统管理员', roles }, ...(totpSecret && { totpSecret }) })
  return login
}
const challengeOf = async (login: string) => (await world.must(ANONYMOUS, SIGN_IN, { login, password: PASSWORD })).signInStaff
const password = (login: string, given: string) => world.refusal(ANONYMOUS, SIGN_IN, { login, password: given })
const confirm = (challenge: string, code: string) => world.refusal(ANONYMOUS, CONFIRM, { challenge, code })
const viewOf = async (sessionId: string) => (await world.subgraph.viewerOf!(sessionId)) as { viewer: AdministratorViewer; expiresAt: Date }
const wrongCode = () => String((Number(totpCode()) + 1) % 1_000_000).padStart(6, '0')

test('[R17] password and code open a session of the staff realm with the role\'s permissions', async () => {
  const login = await newLogin(TOTP_SECRET, ['ACCOUNTANT'])
  const { sessionId } = await signIn(world, login)
  const { viewer, expiresAt } = await viewOf(sessionId)
  expect(viewer).toMatchObject({ kind: 'ADMINISTRATOR', permissions: expect.arrayContaining(['payment:refund']) })
  expect(viewer.permissions).not.toContain('directory:sync')
  expect(expiresAt.getTime() - world.clock.now().getTime()).toBeGreaterThan(11.9 * 60 * MINUTE)
  const { staffMe } = await world.must(viewer, '{ staffMe { login name kind practitioner { id } administrator { roles } permissions } }')
  expect(staffMe).toMatchObject({ login, name: '系统管理员', kind: 'ADMINISTRATOR', practitioner: null, administrator: { roles: ['ACCOUNTANT'] } })
})

test('a login is written in any case; an unknown one answers as a wrong password does', async () => {
  const login = await newLogin()
  expect((await challengeOf(` ${login.toUpperCase()} `)).totpEnrolled).toBe(true)
  const answers = await Promise.all(['nobody', login].map((name) => world.execute(ANONYMOUS, SIGN_IN, { login: name, password: 'wrong' })))
  expect(answers[0]!.errors![0]!.extensions).toEqual(answers[1]!.errors![0]!.extensions)
  expect(answers[0]!.errors![0]!.extensions.code).toBe('PASSWORD_WRONG')
})

test('a code is good once: neither again nor an older one', async () => {
  const login = await newLogin()
  await signIn(world, login)
  const { challenge } = await challengeOf(login)
  expect(await confirm(challenge, totpCode())).toBe('TOTP_WRONG')
  expect(await confirm(challenge, totpCode(-1))).toBe('TOTP_WRONG')
  expect(await confirm(challenge, totpCode(1))).toBeUndefined()
})

test('a code used by many at the same time opens one session', async () => {
  const login = await newLogin()
  const challenges = await Promise.all([challengeOf(login), challengeOf(login), challengeOf(login), challengeOf(login)])
  const answers = await Promise.all(challenges.map(({ challenge }) => confirm(challenge, totpCode())))
  expect(answers.filter((code) => code === undefined)).toHaveLength(1)
})

test('codes of more than one step away are wrong', async () => {
  const login = await newLogin()
  const { challenge } = await challengeOf(login)
  for (const steps of [-3, 3]) expect(await confirm(challenge, totpCode(steps))).toBe('TOTP_WRONG')
})

test('a challenge ends after five minutes, and after use', async () => {
  const login = await newLogin()
  const { challenge: late } = await challengeOf(login)
  world.clock.advance(5 * MINUTE + 1)
  expect(await confirm(late, totpCode())).toBe('CHALLENGE_EXPIRED')
  const { challenge } = await challengeOf(login)
  expect(await confirm(challenge, totpCode())).toBeUndefined()
  expect(await confirm(challenge, totpCode(1))).toBe('CHALLENGE_EXPIRED')
  expect(await confirm('made up', totpCode(1))).toBe('CHALLENGE_EXPIRED')
})

test('an authenticator is enrolled by its first code; the secret is not shown again', async () => {
  const login = await newLogin('')
  const first = await challengeOf(login)
  expect(first.totpEnrolled).toBe(false)
  const secret = new URL(first.otpauthUri).searchParams.get('secret')!
  expect(await confirm(first.challenge, totpCode(0, secret))).toBeUndefined()
  expect(await challengeOf(login)).toMatchObject({ totpEnrolled: true, otpauthUri: null })
})

test('of two who enrol at the same time, one does', async () => {
  const login = await newLogin('')
  const both = await Promise.all([challengeOf(login), challengeOf(login)])
  const answers = await Promise.all(both.map(({ challenge, otpauthUri }) => confirm(challenge, totpCode(0, new URL(otpauthUri).searchParams.get('secret')!))))
  expect(answers.filter((code) => code === undefined)).toHaveLength(1)
})

test('[R17] five wrong passwords lock for a quarter of an hour, the right one included', async () => {
  const login = await newLogin()
  for (let i = 0; i < 4; i++) expect(await password(login, 'wrong')).toBe('PASSWORD_WRONG')
  expect(await password(login, 'wrong')).toBe('ACCOUNT_LOCKED')
  expect(await password(login, PASSWORD)).toBe('ACCOUNT_LOCKED')
  world.clock.advance(15 * MINUTE + 1)
  expect(await password(login, PASSWORD)).toBeUndefined()
})

test('[R17] wrong codes lock too, through new challenges', async () => {
  const login = await newLogin()
  for (let i = 0; i < 4; i++) expect(await confirm((await challengeOf(login)).challenge, wrongCode())).toBe('TOTP_WRONG')
  const { challenge } = await challengeOf(login)
  expect(await confirm(challenge, wrongCode())).toBe('ACCOUNT_LOCKED')
  expect(await confirm(challenge, totpCode())).toBe('ACCOUNT_LOCKED')
})

test('[R17] guessing in parallel gets no more than five answers', async () => {
  const login = await newLogin()
  const { challenge } = await challengeOf(login)
  const codes = await Promise.all(Array.from({ length: 30 }, () => confirm(challenge, wrongCode())))
  expect(codes.filter((code) => code === 'TOTP_WRONG').length).toBeLessThan(5)
  expect(await confirm(challenge, totpCode())).toBe('ACCOUNT_LOCKED')
})

test('signing in clears the wrong tries before it', async () => {
  const login = await newLogin()
  for (let i = 0; i < 4; i++) await password(login, 'wrong')
  await signIn(world, login)
  for (let i = 0; i < 4; i++) expect(await password(login, 'wrong')).toBe('PASSWORD_WRONG')
})

test('[A1-15] the log has every sign-in, failure and lock, by login and never with a password or code', async () => {
  const login = await newLogin()
  await password(login, 'my-secret-guess')
  const { sessionId } = await signIn(world, login)
  const { viewer } = await viewOf(sessionId)
  await world.must(viewer, 'mutation { signOutStaff }')
  const entries = (await world.emitted('audit.recorded')).filter(({ after, actorId }) => after?.login === login || actorId === viewer.administratorId)
  expect(entries.map(({ action }) => action)).toEqual(['staff.sign-in-failed', 'staff.sign-in', 'staff.sign-out'])
  expect(JSON.stringify(entries)).not.toContain('my-secret-guess')
  expect(entries[0]).toMatchObject({ ip: '127.0.0.1', userAgent: 'test' })
})

test('a changed role acts at the next look-up of who a session is', async () => {
  const login = await newLogin(TOTP_SECRET, ['OPERATOR'])
  const { sessionId } = await signIn(world, login)
  await world.house.db.execute(`update platform.role set permissions = '{audit:read,nonsense:read}' where name = 'OPERATOR'`)
  const permissions = async () => (await viewOf(sessionId)).viewer.permissions
  expect(await permissions()).toEqual(['audit:read'])
  await world.house.db.execute(`update platform.role set permissions = null where name = 'OPERATOR'`)
  expect(await permissions()).toContain('directory:sync')
})

test('a disabled account neither signs in nor stays', async () => {
  const login = await newLogin()
  const { sessionId } = await signIn(world, login)
  await world.house.db.execute(`update platform.staff_account set disabled = true where login = '${login}'`)
  expect(await world.subgraph.viewerOf!(sessionId)).toBeUndefined()
  expect(await password(login, PASSWORD)).toBe('ACCOUNT_DISABLED')
})

test('staff sessions are refreshed by rotation and end after an idle hour; a patient\'s token opens nothing', async () => {
  const login = await newLogin()
  const { refreshToken } = await signIn(world, login)
  const refresh = (token: string) => world.execute<any>(ANONYMOUS, 'mutation ($token: String!) { refreshStaffSession(refreshToken: $token) { accessToken refreshToken } }', { token })
  const { data } = await refresh(refreshToken)
  const next = data.refreshStaffSession
  expect(await verifyAccessToken(world.installation.keys.sessionKey, next.accessToken)).toMatchObject({ realm: 'platform' })
  world.clock.advance(60 * MINUTE + 1)
  expect((await refresh(next.refreshToken)).errors![0]!.extensions.code).toBe('SESSION_EXPIRED')
  expect((await refresh(`${newId()}.1.x`)).errors![0]!.extensions.code).toBe('SESSION_EXPIRED')
})
