import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { operationId } from '../src/operations/operation-id.ts'
import { patientRealm } from '../src/realm.ts'
import { cookieHeaderWith, parseCookies, setCookiesFor, tokensFrom, tokensOf, type Tokens } from '../src/session/cookies.ts'
import { fileRoute } from '../src/session/file-route.ts'
import { graphqlProxy } from '../src/session/graphql-proxy.ts'
import { localPath } from '../src/session/local-path.ts'
import { sessionRoutes } from '../src/session/routes.ts'
import { patientSteps } from '../src/session/sign-in-steps.ts'
import { ticketRoute } from '../src/session/ticket-route.ts'
import { openTrialGateway, trialToken, type Asked, type Reply } from './trial-gateway.ts'

const page = 'http://patient.test:3000'
const realm = patientRealm
let gateway: Awaited<ReturnType<typeof openTrialGateway>>
let answer: (asked: Asked) => Reply | Promise<Reply>

beforeEach(async () => {
  gateway = await openTrialGateway((asked) => answer(asked))
  process.env.GATEWAY_URL = gateway.url
})
afterEach(async () => {
  delete process.env.GATEWAY_URL
  await gateway.close()
})

const issue = (name: string) => ({ accessToken: trialToken(name), refreshToken: `refresh-${name}`, expiresAt: '2030-01-01T00:00:00Z' })
const cookiesOf = (tokens: Tokens) => cookieHeaderWith(realm, null, tokens)
const fresh = (name: string) => cookiesOf(tokensOf(issue(name)))
const ended = (name: string) => cookiesOf({ ...tokensOf(issue(name)), accessUntil: Date.now() - 1 })

function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(page + path, {
    method: 'POST',
    headers: { host: 'patient.test:3000', origin: page, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const ask = (headers?: Record<string, string>) => graphqlProxy(realm)(post('/api/graphql', { documentId: 'sha256:me' }, headers))
const isRenewal = ({ body }: Asked) => body.documentId === operationId(realm.renew)
const jar = (response: Response) => parseCookies(response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '))

describe('a page’s requests to its own server', () => {
  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another origin of the same site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign Origin where the browser says nothing else', { origin: 'http://evil.test' }],
    ['an opaque Origin', { origin: 'null' }],
  ])('are refused from %s, before anything is asked', async (_, headers) => {
    answer = () => ({ body: { data: {} } })
    expect((await ask(headers)).status).toBe(403)
    expect(gateway.asked).toHaveLength(0)
  })

  it('are refused where they are not JSON, not an object, or too large', async () => {
    expect((await ask({ 'content-type': 'text/plain' })).status).toBe(415)
    expect((await graphqlProxy(realm)(post('/api/graphql', ['{ me { id } }']))).status).toBe(400)
    expect((await graphqlProxy(realm)(post('/api/graphql', { documentId: 'x'.repeat(300_000) }))).status).toBe(413)
    expect(gateway.asked).toHaveLength(0)
  })

  it('are refused where they bring a text: the gateway answers registered operations', async () => {
    for (const body of [{ query: '{ me { id } }' }, { documentId: 'sha256:me', query: '{ me { id } }' }, {}]) {
      const response = await graphqlProxy(realm)(post('/api/graphql', body))
      expect((await response.json()).errors[0].extensions.code).toBe('OPERATION_NOT_REGISTERED')
    }
    expect(gateway.asked).toHaveLength(0)
  })

  it('go on with the session’s token and one request id; the token never comes back', async () => {
    answer = () => ({ body: { data: { me: { id: 'a' } } } })
    const response = await ask({ cookie: fresh('ann'), 'x-request-id': 'trace-12345' })
    expect(gateway.asked[0]!.headers.authorization).toBe(`Bearer ${trialToken('ann')}`)
    expect(gateway.asked[0]!.headers['x-request-id']).toBe('trace-12345')
    expect(response.headers.get('x-request-id')).toBe('trace-12345')
    expect(await response.text()).not.toContain(trialToken('ann'))
  })

  it('are anonymous without a session', async () => {
    answer = () => ({ body: { data: { institutions: [] } } })
    expect((await ask()).status).toBe(200)
    expect(gateway.asked[0]!.headers.authorization).toBeUndefined()
  })

  it('get a refusal in words while the gateway is away', async () => {
    await gateway.close()
    const response = await ask({ cookie: fresh('ann') })
    expect(response.status).toBe(503)
    expect((await response.json()).errors[0].extensions.code).toBe('GATEWAY_UNREACHABLE')
  })
})

describe('an access token that has ended', () => {
  it('is renewed before the request, and the browser gets the new session', async () => {
    answer = (asked) => ({ body: { data: isRenewal(asked) ? { session: issue('ann2') } : { me: { id: 'a' } } } })
    const response = await ask({ cookie: ended('ann1') })
    expect(gateway.asked.map(isRenewal)).toEqual([true, false])
    expect(gateway.asked[1]!.headers.authorization).toBe(`Bearer ${trialToken('ann2')}`)
    expect(jar(response).get('hospital_patient_refresh')).toBe('refresh-ann2')
    expect(response.headers.getSetCookie().every((cookie) => cookie.includes('HttpOnly') && cookie.includes('SameSite=Lax'))).toBe(true)
  })

  it('is renewed once for many requests at once, and for stragglers with the old token', async () => {
    answer = (asked) => ({ body: { data: isRenewal(asked) ? { session: issue('ben2') } : { me: { id: 'b' } } } })
    const cookie = ended('ben1')
    await Promise.all(Array.from({ length: 20 }, () => ask({ cookie })))
    await ask({ cookie })
    expect(gateway.asked.filter(isRenewal)).toHaveLength(1)
    expect(gateway.asked).toHaveLength(22)
  })

  it('that cannot be renewed signs the browser out', async () => {
    answer = (asked) => (isRenewal(asked) ? { body: { errors: [{ message: '登录已过期', extensions: { code: 'SESSION_EXPIRED' } }] } } : { body: { data: null } })
    const response = await ask({ cookie: ended('cat1') })
    expect(jar(response).get('hospital_patient_refresh')).toBe('')
    expect(gateway.asked.at(-1)!.headers.authorization).toBeUndefined()
  })

  it('is kept through an outage: nobody is signed out by one', async () => {
    answer = () => ({ status: 503, body: { errors: [{ message: '服务暂时不可用', extensions: { code: 'SERVICE_UNAVAILABLE' } }] } })
    const response = await ask({ cookie: ended('dan1') })
    expect(response.status).toBe(503)
    expect(response.headers.getSetCookie()).toEqual([])
  })
})

describe('a token the gateway refuses before its time', () => {
  const refused = { status: 401, body: { errors: [{ message: '登录已过期', extensions: { code: 'SESSION_EXPIRED' } }] } }

  it('is renewed and the request repeated', async () => {
    answer = (asked) => {
      if (isRenewal(asked)) return { body: { data: { session: issue('eve2') } } }
      return asked.headers.authorization === `Bearer ${trialToken('eve2')}` ? { body: { data: { me: { id: 'e' } } } } : refused
    }
    const response = await ask({ cookie: fresh('eve1') })
    expect(await response.json()).toEqual({ data: { me: { id: 'e' } } })
    expect(jar(response).get('hospital_patient_refresh')).toBe('refresh-eve2')
  })

  it('is not tried for ever', async () => {
    answer = (asked) => (isRenewal(asked) ? { body: { data: { session: issue('fay2') } } } : refused)
    await ask({ cookie: fresh('fay1') })
    expect(gateway.asked).toHaveLength(3)
  })

  it('a mutation of which a part succeeded is never repeated', async () => {
    answer = () => ({ body: { data: { one: { id: '1' }, two: null }, errors: [{ message: '请先登录。', path: ['two'], extensions: { code: 'UNAUTHENTICATED' } }] } })
    await ask({ cookie: fresh('gus1') })
    expect(gateway.asked).toHaveLength(1)
  })
})

describe('signing in and out', () => {
  const routes = sessionRoutes(realm, patientSteps)
  const step = (name: string, input: object = {}, headers?: Record<string, string>) =>
    routes.POST(post(`/api/session/${name}`, { input }, headers), { params: Promise.resolve({ step: name }) })

  it('turns a session into cookies that scripts cannot read, and tells the page nothing of it', async () => {
    answer = () => ({ body: { data: { signInBySms: issue('ivy') } } })
    const response = await step('sign-in', { phone: '13800006672', code: '123456', agreed: true })
    expect(gateway.asked[0]!.body.variables).toEqual({ input: { phone: '13800006672', code: '123456', agreed: true } })
    expect(await response.json()).toEqual({ data: { signedIn: true } })
    expect(tokensFrom(realm, [...jar(response)].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '))).toMatchObject({ accessToken: trialToken('ivy'), refreshToken: 'refresh-ivy' })
  })

  it('passes on why it was refused', async () => {
    answer = () => ({ body: { data: null, errors: [{ message: '验证码不正确，请重新输入。', extensions: { code: 'SMS_CODE_WRONG' } }] } })
    const response = await step('sign-in', {})
    expect((await response.json()).errors[0].extensions.code).toBe('SMS_CODE_WRONG')
    expect(response.headers.getSetCookie()).toEqual([])
  })

  it('knows no other steps, nor those of an object’s prototype', async () => {
    for (const name of ['totp', 'constructor', '__proto__']) expect((await step(name)).status).toBe(404)
  })

  it('signs this device out even while the gateway is away', async () => {
    await gateway.close()
    const response = await step('sign-out', {}, { cookie: fresh('jay') })
    expect(response.status).toBe(200)
    expect(jar(response).get('hospital_patient_refresh')).toBe('')
  })

  it('cookies are Secure where the browser speaks https', async () => {
    const [cookie] = setCookiesFor({ realm, secure: true }, tokensOf(issue('kim')))
    expect(cookie).toContain('; Secure')
  })

  it('a page whose token was refused is renewed and comes back; a second time within seconds the session is over', async () => {
    answer = () => ({ body: { data: { session: issue('leo2') } } })
    const renew = (cookie: string) => routes.GET(new Request(`${page}/api/session/renew?next=/orders`, { headers: { cookie } }), { params: Promise.resolve({ step: 'renew' }) })
    const first = await renew(fresh('leo1'))
    expect(first.headers.get('location')).toBe('/orders')
    expect(jar(first).get('hospital_patient_renewed')).toBe('1')
    const second = await renew(`${fresh('leo2')}; hospital_patient_renewed=1`)
    expect(second.headers.get('location')).toBe('/orders')
    expect(jar(second).get('hospital_patient_refresh')).toBe('')
    expect((await renew('')).headers.get('location')).toBe('/sign-in?next=%2Forders')
  })

  it.each([
    ['/orders?status=OPEN', '/orders?status=OPEN'],
    ['//evil.test', '/'],
    ['/\\evil.test', '/'],
    ['https://evil.test', '/'],
    ['///evil.test', '/'],
    ['/\t/evil.test', '/'],
    ['/\n//evil.test', '/'],
    ['/%2f/evil.test', '/%2f/evil.test'],
    ['javascript:alert(1)', '/'],
    ['\\\\evil.test', '/'],
    ['/orders@evil.test', '/orders@evil.test'],
    ['/sign-in?next=/', '/'],
    ['/api/session/renew', '/'],
    [undefined, '/'],
  ])('leads on to %s only as %s', (next, path) => expect(localPath(next)).toBe(path))
})

describe('a ticket', () => {
  it('is exchanged for the session, with the addresses to use it at', async () => {
    answer = () => ({ body: { ticket: 't1' } })
    const response = await ticketRoute(realm)(post('/api/ticket', {}, { cookie: fresh('max') }))
    expect(gateway.asked[0]).toMatchObject({ path: '/tickets', headers: { authorization: `Bearer ${trialToken('max')}` } })
    expect(await response.json()).toEqual({ ticket: 't1', socketUrl: `${gateway.url.replace('http', 'ws')}/graphql`, uploadUrl: `${gateway.url}/uploads` })
  })

  it('is refused without a session', async () => {
    expect((await ticketRoute(realm)(post('/api/ticket', {}))).status).toBe(401)
  })
})

describe('[C1-04] a link to a file', () => {
  const id = '01900000-0000-7000-8000-000000000001'
  const open = (headers: Record<string, string>, fileId = id) => fileRoute(realm, 'files')(new Request(`${page}/files/${fileId}?expires=1&signature=s`, { headers }), { params: Promise.resolve({ id: fileId }) })

  it('is followed with the session, part by part; nothing else of the answer is passed on', async () => {
    answer = () => ({ status: 206, body: { bytes: true } })
    const response = await open({ cookie: fresh('ira'), range: 'bytes=0-9' })
    expect(gateway.asked[0]).toMatchObject({ path: `/files/${id}?expires=1&signature=s`, headers: { authorization: `Bearer ${trialToken('ira')}`, range: 'bytes=0-9' } })
    expect([response.status, response.headers.get('content-type'), response.headers.get('x-request-id'), await response.json()]).toEqual([206, 'application/json', null, { bytes: true }])
  })

  it('renews a session that was refused, once, and tells the browser', async () => {
    answer = (asked) => (isRenewal(asked) ? { body: { data: { session: issue('ida2') } } } : asked.headers.authorization?.includes(trialToken('ida2')) ? { body: {} } : { status: 401, body: {} })
    const response = await open({ cookie: fresh('ida1') })
    expect([response.status, jar(response).get('hospital_patient_refresh')]).toEqual([200, 'refresh-ida2'])
  })

  it('is followed by nobody as nobody, and what is no id leads nowhere', async () => {
    answer = () => ({ status: 401, body: {} })
    expect((await open({})).status).toBe(401)
    expect(gateway.asked[0]!.headers.authorization).toBeUndefined()
    expect((await open({ cookie: fresh('ivy') }, '..%2fexports')).status).toBe(404)
    expect(gateway.asked).toHaveLength(1)
  })
})
