import { randomBytes } from 'node:crypto'
import { createClient as createSocketClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { signViewer } from '@hospital/access/token'
import { service } from '@hospital/access/viewer'
import { patientViewer } from '@hospital/subgraph/testing'
import { openTestHospital, type TestHospital } from './hospital.ts'
import { until } from './until.ts'

let hospital: TestHospital
beforeAll(async () => {
  hospital = await openTestHospital({ shape: 'distributed' })
  await hospital.seed()
}, 120_000)
afterAll(async () => { await hospital?.close() })

const post = (url: string, viewer: string | undefined, body: object, path = '') =>
  fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...(viewer && { 'x-viewer': viewer }) }, body: JSON.stringify(body) })

describe('[distributed] the same hospital with every subgraph behind its own server', () => {
  it('is ready when all of them are', async () => {
    expect((await fetch(`${hospital.url}/ready`)).status).toBe(200)
  })

  it('joins subgraphs, with variables left to their defaults', async () => {
    const { practitioners } = await hospital.anonymous.query('query ($first: Int! = 3) { practitioners(first: $first) { nodes { name departments { name institution { name } } services { kind } } } }')
    expect(practitioners.nodes).toHaveLength(3)
    expect(practitioners.nodes[0].departments[0].institution.name).toContain('云溪市第一人民医院')
  })

  it('signs in, knows the session and forgets it at once', async () => {
    const patient = await hospital.signInPatient('13800000001')
    expect((await patient.query('{ me { patients { name orders(first: 1) { totalCount } } } }')).me.patients).toHaveLength(3)
    const stream = await patient.subscribe('subscription { inbox { sequence kind } }')
    await patient.mutate('mutation { signOut }')
    expect(await stream.ended).toBe('4403')
    expect(await patient.refused('{ me { id } }')).toBe('SESSION_EXPIRED')
  })

  it('carries refusals whole', async () => {
    expect(await hospital.anonymous.send('mutation { requestSmsCode(input: { phone: "12" }) { retryAfterSeconds } }')).toMatchObject({ errors: [{ message: expect.stringContaining('手机号'), extensions: { code: 'PHONE_INVALID' } }] })
    expect(await hospital.anonymous.refused('{ staffMe { id } }')).toBe('UNAUTHENTICATED')
  })

  it('streams jobs as they go on', async () => {
    const admin = await hospital.signInStaff('admin')
    const { startHisSync } = await admin.mutate('mutation { startHisSync { id } }')
    const stream = await admin.subscribe('subscription ($id: ID!) { jobProgress(id: $id) { state done } }', { id: startHisSync.id })
    expect((await stream.nextThat(({ jobProgress }: any) => jobProgress.state === 'SUCCEEDED', 60_000) as any).jobProgress.done).toBeGreaterThan(0)
    await stream.close()
  }, 90_000)

  it('refuses a stream to those it is not for', async () => {
    const stranger = await hospital.as(patientViewer())
    expect(await (await stranger.subscribe('subscription { jobProgress(id: "01900000-0000-7000-8000-000000000000") { state } }')).ended).toBe('FORBIDDEN')
    expect(await (await hospital.anonymous.subscribe('subscription { inbox { sequence } }')).ended).toBe('UNAUTHENTICATED')
  })

  it('closes the subgraph’s socket when the watcher leaves', async () => {
    const open = async () => (await hospital.sql`select 1`) && connectionsTo(hospital.subgraphUrls.platform!)
    const patient = await hospital.as(patientViewer())
    const before = await open()
    const streams = await Promise.all(Array.from({ length: 5 }, () => patient.subscribe('subscription { inbox { sequence } }')))
    await until(async () => (await open()) >= before + 5)
    await Promise.all(streams.map((stream) => stream.close()))
    await until(async () => (await open()) <= before)
  })
})

describe('a subgraph by itself', () => {
  const QUERY = { query: '{ institutions { name } }' }

  it('answers the signed viewer of the gateway only', async () => {
    const url = hospital.subgraphUrls.platform!
    const { viewerKey, sessionKey } = hospital.installation.keys
    expect((await post(url, undefined, QUERY)).status).toBe(401)
    expect((await post(url, await signViewer(randomBytes(32).toString('base64url'), service('x')), QUERY)).status).toBe(401)
    expect((await post(url, await signViewer(sessionKey, service('x')), QUERY)).status).toBe(401)
    expect((await post(url, await signViewer(viewerKey, service('x'), new Date(Date.now() - 120_000)), QUERY)).status).toBe(401)
    expect((await post(url, await signViewer(viewerKey, service('x')), QUERY)).status).toBe(200)
  })

  it('says who a session is to the house only', async () => {
    const url = hospital.subgraphUrls.patients!.replace('/graphql', '/internal/session')
    const { viewerKey } = hospital.installation.keys
    const body = { sessionId: '01900000-0000-7000-8000-000000000000' }
    expect((await post(url, undefined, body)).status).toBe(401)
    expect((await post(url, await signViewer(viewerKey, patientViewer()), body)).status).toBe(403)
    expect((await post(url, await signViewer(viewerKey, service('gateway')), body)).status).toBe(404)
  })

  it('opens no socket without the viewer, whatever is put into connection_init', async () => {
    const viewer = await signViewer(hospital.installation.keys.viewerKey, service('x'))
    const client = createSocketClient({ url: hospital.subgraphUrls.platform!.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { 'x-viewer': viewer, headers: { 'x-viewer': viewer } } })
    const answer = await new Promise((resolve) => client.subscribe({ query: 'subscription { inbox { sequence } }' }, { next: resolve, error: () => resolve('refused'), complete: () => resolve('complete') }))
    expect(answer).toBe('refused')
    await client.dispose()
  })
})

/** Sockets that this process holds open to a server of its own. */
async function connectionsTo(url: string): Promise<number> {
  const port = Number(new URL(url).port)
  return (process as any)._getActiveHandles().filter((handle: any) => handle.remotePort === port && !handle.destroyed).length
}
