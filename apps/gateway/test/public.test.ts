import { buildSchema, isObjectType, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '@hospital/launcher/journey'
import { administratorViewer } from '@hospital/subgraph/testing'
import { violationsOn } from '../../../packages/web/test/accessible.ts'
import { publicCoordinates, taggedCoordinates } from '../src/public/contract.ts'
import { scopeOf } from '../src/public/scopes.ts'
import type { TestClient } from './client.ts'
import { openSeededHospital, type TestHospital } from './hospital.ts'

let hospital: TestHospital
let admin: TestClient
let names = 0
beforeAll(async () => {
  hospital = await openSeededHospital()
  admin = await hospital.as(administratorViewer())
}, 120_000)
afterAll(async () => { await hospital?.close() })

interface Client {
  id: string
  secret: string
}

const ALL = ['directory:read', 'schedule:read', 'homecare:read', 'content:read']

async function newClient(scopes = ALL, limits: object = {}): Promise<Client> {
  const input = { name: `合作方 ${++names}`, contact: 'it@partner.test', scopes, ...limits }
  const { createApiClient } = await admin.mutate('mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { secret client { id } } }', { input })
  return { id: createApiClient.client.id, secret: createApiClient.secret }
}

const basic = ({ id, secret }: Client) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

async function askToken(form: Record<string, string> | string, headers: Record<string, string> = {}) {
  const response = await fetch(`${hospital.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form), headers })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, any> }
}
const tokenOf = async (client: Client, scope?: string) => (await askToken({ grant_type: 'client_credentials', ...(scope && { scope }) }, { authorization: basic(client) })).body.access_token as string

async function ask(token: string | undefined, query: unknown, variables?: unknown) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(`${hospital.url}/public/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
  const { data, errors } = (await response.json()) as { data?: any; errors?: { message: string; extensions: { code: string; details?: any } }[] }
  return { status: response.status, headers: response.headers, data, errors, code: errors?.[0]?.extensions.code }
}

describe('an access token', () => {
  it('is given for id and secret, as Basic or in the form, with what was asked for', async () => {
    const client = await newClient()
    const byHeader = await askToken({ grant_type: 'client_credentials' }, { authorization: basic(client) })
    expect(byHeader).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 600, scope: ALL.join(' ') } })
    expect(byHeader.headers.get('cache-control')).toBe('no-store')
    expect(await askToken({ grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret, scope: 'homecare:read' })).toMatchObject({ status: 200, body: { scope: 'homecare:read' } })
  })

  it('is refused with the codes of RFC 6749', async () => {
    const client = await newClient(['directory:read'])
    const good = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret }
    const refusals: [Record<string, string> | string, Record<string, string>, number, string][] = [
      [{ ...good, client_secret: 'wrong' }, {}, 401, 'invalid_client'],
      [{ ...good, client_id: '0190a0a0-0000-7000-8000-000000000000' }, {}, 401, 'invalid_client'],
      [{ ...good, client_id: 'nobody' }, {}, 401, 'invalid_client'],
      [{ grant_type: 'client_credentials' }, { authorization: 'Basic ???' }, 401, 'invalid_client'],
      [{ grant_type: 'client_credentials' }, {}, 400, 'invalid_request'],
      [good, { authorization: basic(client) }, 400, 'invalid_request'],
      [`${new URLSearchParams(good)}&grant_type=client_credentials`, {}, 400, 'invalid_request'],
      [{ ...good, grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
      [{ ...good, scope: 'schedule:read' }, {}, 400, 'invalid_scope'],
      [{ ...good, scope: 'ledger:read' }, {}, 400, 'invalid_scope'],
    ]
    for (const [form, headers, status, error] of refusals) expect(await askToken(form, headers), String(form)).toMatchObject({ status, body: { error } })
    expect((await askToken({ grant_type: 'client_credentials' }, { authorization: basic({ ...client, secret: 'x' }) })).headers.get('www-authenticate')).toContain('Basic')
    expect((await fetch(`${hospital.url}/oauth/token`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status).toBe(400)
  })

  it('opens nothing but the public contract, and nothing else opens that', async () => {
    const token = await tokenOf(await newClient())
    expect(await hospital.withToken(token).refused('{ institutions { id } }')).toBe('SESSION_EXPIRED')
    await expect(hospital.withToken(token).ticket()).rejects.toThrow('401')
    for (const other of [undefined, 'forged', admin.accessToken]) expect((await ask(other, '{ institutions { id } }')).status).toBe(401)
    expect((await ask('forged', '{ institutions { id } }')).headers.get('www-authenticate')).toContain('invalid_token')
  })
})

describe('the public contract', () => {
  it('answers what the hospital shows everybody, joined across subgraphs, and says what it cost', async () => {
    const token = await tokenOf(await newClient())
    const { data, errors, headers } = await ask(token, '{ institutions { name kind } practitioners(first: 2, filter: { search: "陈立群" }) { nodes { name departments { name } schedules(from: "2030-01-01", to: "2030-01-02") { id } } } homecareItems(first: 1) { nodes { name priceFen } } }')
    expect(errors).toBeUndefined()
    expect(data.institutions.length).toBeGreaterThan(1)
    expect(data.practitioners.nodes[0]).toMatchObject({ name: '陈立群', schedules: [] })
    expect(Number(headers.get('x-operation-cost'))).toBeGreaterThan(10)
    expect(headers.get('x-operation-cost-limit')).toBe('2000')
    expect(await ask(token, 'query ($first: Int) { practitioners(first: $first) { nodes { name } } }', { first: 'many' })).toMatchObject({ status: 400, code: 'BAD_USER_INPUT', errors: [{ message: 'Variable "$first" is not of the type that the operation declares' }] })
  })

  it('has neither patients nor mutations nor what is not tagged', async () => {
    const token = await tokenOf(await newClient())
    for (const query of ['{ me { id } }', '{ patient(id: "1") { name } }', '{ auditEntries { totalCount } }', '{ institutions { hisId } }', '{ practitioners { nodes { licenceNumber } } }', '{ practitioners(filter: { enabled: false }) { totalCount } }', '{ apiClients { totalCount } }', '{ _entities(representations: []) { __typename } }']) {
      expect(await ask(token, query), query).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' })
    }
    for (const query of ['mutation { signOut }', 'subscription { inbox { sequence } }']) expect((await ask(token, query)).status, query).toBe(400)
    expect(await admin.refused('mutation { reserveApiCalls(clientId: "1", count: 1) }')).toBe('GRAPHQL_VALIDATION_FAILED')
  })

  it('shows its own schema and no other, apart from other questions', async () => {
    const token = await tokenOf(await newClient())
    const { data } = await ask(token, '{ __schema { types { name } } __type(name: "Patient") { name } }')
    const types = data.__schema.types.map(({ name }: { name: string }) => name)
    expect(types).toContain('Schedule')
    expect(types).not.toContain('Patient')
    expect(data.__type).toBeNull()
    expect((await ask(token, '{ __schema { types { name } } institutions { id } }')).status).toBe(400)
    expect((await ask(token, 'query { ...S institutions { id } } fragment S on Query { __schema { types { name } } }')).status).toBe(400)
  })

  it('gives a client what its scopes name, by whatever way', async () => {
    const token = await tokenOf(await newClient(), 'directory:read')
    expect((await ask(token, '{ institutions { id } }')).status).toBe(200)
    for (const query of ['{ homecareItems { totalCount } }', '{ departments(first: 1) { nodes { scheduleDays(from: "2030-01-01", to: "2030-01-02") { open } } } }', '{ practitioners(first: 1) { nodes { ...S } } } fragment S on Practitioner { schedules(from: "2030-01-01", to: "2030-01-02") { id } }']) {
      const refused = await ask(token, query)
      expect(refused, query).toMatchObject({ status: 403, code: 'INSUFFICIENT_SCOPE' })
      expect(refused.headers.get('www-authenticate')).toContain('insufficient_scope')
    }
  })

  it('decides a scope for every type', async () => {
    const schema = buildSchema(hospital.publicSdl)
    const open = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__') && type !== schema.getQueryType() && scopeOf(type.name) === undefined)
    expect(open.map(({ name }) => name)).toEqual([])
  })

  it('refuses a contract with loose ends', () => {
    const problems = (sdl: string) => publicCoordinates(buildSchema(`directive @tag(name: String!) repeatable on FIELD_DEFINITION | OBJECT | ENUM | ENUM_VALUE | INPUT_FIELD_DEFINITION\n${sdl}`), taggedCoordinates([parse(sdl)])).problems
    expect(problems('type Query { a: A @tag(name: "public") } type A { b: Int }')).toEqual(['Query.a is public but its type A has nothing tagged'])
    expect(problems('type Query { a(in: I!): Int @tag(name: "public") } input I { b: Int @tag(name: "public") c: Int! }')).toEqual(['required input field I.c is not tagged'])
    expect(problems('type Query { a: Int }')).toEqual(['nothing that can be asked for is tagged'])
  })
})

describe('limits of a client', () => {
  it('are its requests a minute, said in headers', async () => {
    const token = await tokenOf(await newClient(ALL, { perMinute: 3 }))
    expect((await ask(token, '{ institutions { id } }')).headers.get('ratelimit-remaining')).toBe('2')
    await Promise.all([ask(token, '{ institutions { id } }'), ask(token, '{ institutions { id } }')])
    const refused = await ask(token, '{ institutions { id } }')
    expect(refused).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('are its quota of a day, however many come at once', async () => {
    const token = await tokenOf(await newClient(ALL, { perDay: 30 }))
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(token, '{ institutions { id } }')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30)
    expect(answers.filter(({ code }) => code === 'QUOTA_EXCEEDED')).toHaveLength(10)
  })

  it('are what an operation costs, also by variables', async () => {
    const token = await tokenOf(await newClient(ALL, { costLimit: 100 }))
    const pages = 'query ($first: Int) { departments(first: $first) { nodes { id practitioners(first: 20) { nodes { id } } } } }'
    expect((await ask(token, pages, { first: 2 })).status).toBe(200)
    expect(await ask(token, pages, { first: 50 })).toMatchObject({ status: 400, code: 'OPERATION_LIMIT' })
    expect(await ask(token, pages, { first: 101 })).toMatchObject({ status: 400, code: 'OPERATION_LIMIT' })
  })

  it('act at once: a client that is stopped, a scope that is taken', async () => {
    const client = await newClient()
    const token = await tokenOf(client)
    expect((await ask(token, '{ homecareItems { totalCount } }')).status).toBe(200)
    await admin.mutate('mutation ($id: ID!) { changeApiClient(input: { id: $id, scopes: ["directory:read"] }) { id } }', { id: client.id })
    expect((await ask(token, '{ homecareItems { totalCount } }')).status).toBe(403)
    await admin.mutate('mutation ($id: ID!) { disableApiClient(id: $id, disabled: true) { disabled } }', { id: client.id })
    expect((await ask(token, '{ institutions { id } }')).status).toBe(401)
    expect(await askToken({ grant_type: 'client_credentials' }, { authorization: basic(client) })).toMatchObject({ status: 401 })
  })

  it('leave the former secret a day after a rotation', async () => {
    const client = await newClient()
    const { rotateApiClientSecret } = await admin.mutate('mutation ($id: ID!) { rotateApiClientSecret(id: $id) { secret } }', { id: client.id })
    const status = async (secret: string) => (await askToken({ grant_type: 'client_credentials' }, { authorization: basic({ ...client, secret }) })).status
    expect([await status(client.secret), await status(rotateApiClientSecret.secret)]).toEqual([200, 200])
    await hospital.advance(25 * 3_600_000)
    expect([await status(client.secret), await status(rotateApiClientSecret.secret)]).toEqual([401, 200])
  })

  it('are set by whoever may, within bounds', async () => {
    const [operator, superior] = await Promise.all([hospital.as(administratorViewer('OPERATOR')), hospital.as(administratorViewer())])
    const create = 'mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { secret } }'
    const input = { name: '另一家', contact: '王工', scopes: ALL }
    expect(await operator.refused(create, { input })).toBe('FORBIDDEN')
    expect(await hospital.anonymous.refused(create, { input })).toBe('UNAUTHENTICATED')
    for (const wrong of [{ scopes: [] }, { scopes: ['ledger:read'] }, { perMinute: 0 }, { perDay: 1e9 }, { name: ' ' }, { name: '合作方 1' }]) expect(await superior.refused(create, { input: { ...input, ...wrong } })).toBe('INVALID_INPUT')
  })
})

describe('the manual', () => {
  it('is a page of our own under a strict policy', async () => {
    for (const path of ['/public', '/public/explorer.js', '/public/explorer.css']) {
      const response = await fetch(`${hospital.url}${path}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
      expect((await response.text()).length).toBeGreaterThan(1_000)
    }
  })

  it('signs a client in, shows it the contract and answers its question, to anybody who can read it', async () => {
    admin = await hospital.as(administratorViewer())
    const client = await newClient(['directory:read'])
    const browser = await openBrowser()
    try {
      const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
      const broken: string[] = []
      page.on('pageerror', ({ message }) => broken.push(message))
      page.on('console', (message) => { if (message.type() === 'error') broken.push(message.text()) })
      await page.goto(`${hospital.url}/public`)
      expect(await violationsOn(page)).toEqual([])
      await page.getByLabel('client_id').fill(client.id)
      await page.getByLabel('client_secret').fill(client.secret)
      await page.getByRole('button', { name: '获取令牌' }).click()
      await page.getByText('已登录，范围：directory:read').waitFor()
      await page.getByText('institutions: [Institution!]!').first().waitFor()
      await page.getByRole('button', { name: '运行' }).click()
      await page.getByText('状态 200').waitFor()
      expect(await page.locator('#answer').textContent()).toContain('云溪市第一人民医院')
      await page.getByLabel('变量（JSON）').fill('{')
      await page.keyboard.press('Control+Enter')
      await page.getByText('变量不是 JSON').waitFor()
      expect(await violationsOn(page)).toEqual([])
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/explorer.png`, fullPage: true })
      expect(broken).toEqual([])
      await page.getByLabel('client_secret').fill('wrong')
      await page.getByRole('button', { name: '获取令牌' }).click()
      await page.getByText('没有成功：client_id 或 client_secret 不正确').waitFor()
      expect(await page.getByRole('button', { name: '运行' }).isDisabled()).toBe(true)
    } finally {
      await browser.close()
    }
  }, 60_000)
})
