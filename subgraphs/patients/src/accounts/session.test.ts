import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS } from '@hospital/access/viewer'
import { openWorld, type World } from '../../test/world.ts'

let world: World
beforeAll(async () => { world = await openWorld() })
afterAll(() => world.close())

const REFRESH = 'mutation ($token: String!) { refreshSession(refreshToken: $token) { accessToken refreshToken } }'
const refresh = async (token: string): Promise<string> => (await world.must(ANONYMOUS, REFRESH, { token })).refreshSession.refreshToken
const refused = (token: string) => world.refusal(ANONYMOUS, REFRESH, { token })
const DAY = 86_400_000

test('a refresh token works once; two tabs at the same time get the same next one', async () => {
  const { refreshToken } = await world.signIn()
  const next = new Set(await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken))))
  expect(next.size).toBe(1)
  expect([...next][0]).not.toBe(refreshToken)
})

test('an old refresh token that comes again later ends the session for thief and owner', async () => {
  const { refreshToken, sessionId } = await world.signIn()
  const second = await refresh(refreshToken)
  world.clock.advance(11_000)
  expect(await refused(refreshToken)).toBe('SESSION_EXPIRED')
  expect(await refused(second)).toBe('SESSION_EXPIRED')
  expect(await world.subgraph.viewerOf!(sessionId)).toBeUndefined()
  expect(await world.emitted('audit.recorded')).toContainEqual(expect.objectContaining({ action: 'session.token-reused', subjectId: sessionId }))
})

test('a token two generations old ends the session at once', async () => {
  const { refreshToken } = await world.signIn()
  const second = await refresh(refreshToken)
  const third = await refresh(second)
  expect(await refused(refreshToken)).toBe('SESSION_EXPIRED')
  expect(await refused(third)).toBe('SESSION_EXPIRED')
})

test('a made-up token is refused and harms nobody', async () => {
  const { refreshToken, sessionId } = await world.signIn()
  for (const token of [`${sessionId}.1.${'A'.repeat(43)}`, `${sessionId}.2.x`, `${sessionId}.0.${refreshToken.split('.')[2]}`, 'x', '', '..']) expect(await refused(token)).toBe('SESSION_EXPIRED')
  expect(await world.subgraph.viewerOf!(sessionId)).toBeDefined()
  await refresh(refreshToken)
})

test('who a session is reads the same each time, though rows of its persons were written anew: a difference closes its sockets', async () => {
  const { sessionId } = await world.signIn()
  const first = await world.person(sessionId)
  for (let more = 0; more < 2; more++) await world.person(sessionId)
  const before = JSON.stringify(await world.subgraph.viewerOf!(sessionId))
  await world.must(await world.viewer(sessionId), 'mutation ($input: UpdatePatientInput!) { updatePatient(input: $input) { id } }', { input: { id: first.id, phone: '13811113333' } })
  expect(JSON.stringify(await world.subgraph.viewerOf!(sessionId))).toBe(before)
})

test('a session ends after thirty idle days, and after ninety in any case', async () => {
  const idle = await world.signIn()
  let { refreshToken: kept } = await world.signIn()
  world.clock.advance(20 * DAY)
  kept = await refresh(kept)
  world.clock.advance(11 * DAY)
  expect(await refused(idle.refreshToken)).toBe('SESSION_EXPIRED')
  for (let day = 31; day < 89; day += 20) {
    kept = await refresh(kept)
    world.clock.advance(20 * DAY)
  }
  expect(await refused(kept)).toBe('SESSION_EXPIRED')
})

test('signing out ends this session, everywhere ends all, and the gateway is told of each', async () => {
  const phone = '13700000001'
  const sessions = [await world.signIn(phone)]
  while (sessions.length < 3) {
    await world.advance(61_000)
    sessions.push(await world.signIn(phone))
  }
  const woken: (string | undefined)[] = []
  const off = world.installation.wakes.onPrefix('session:', (topic) => woken.push(topic))
  const [one, two, three] = sessions.map(({ sessionId }) => sessionId) as [string, string, string]
  await world.must(await world.viewer(one), 'mutation { signOut }')
  expect(await world.subgraph.viewerOf!(one)).toBeUndefined()
  const viewer = await world.viewer(two)
  await world.must(viewer, 'mutation { signOut(everywhere: true) }')
  expect(await world.subgraph.viewerOf!(three)).toBeUndefined()
  await expect.poll(() => woken).toEqual(expect.arrayContaining([one, two, three].map((id) => `session:${id}`)))
  off()
})

test('ids that are none find no session', async () => {
  expect(await world.subgraph.viewerOf!('nobody')).toBeUndefined()
})
