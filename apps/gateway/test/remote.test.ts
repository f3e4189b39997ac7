import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { createClient as createSocketClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { signViewer } from '@hospital/access/token'
import { ANONYMOUS, service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { Wakes } from '@hospital/events/wakes'
import { patientViewer } from '@hospital/subgraph/testing'
import { openHospital } from '../src/hospital.ts'
import { openRemote } from '../src/subgraphs/remote.ts'
import type { EventStream } from '../src/subgraphs/subgraphs.ts'
import { createClient } from './client.ts'
import { openSeededHospital, type TestHospital } from './hospital.ts'
import { until } from './until.ts'

let hospital: TestHospital
beforeAll(async () => {
  hospital = await openSeededHospital({ shape: 'distributed' })
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

  it('needs no socket of its own for each who watches', async () => {
    const patient = await hospital.as(patientViewer())
    await (await patient.subscribe('subscription { inbox { sequence } }')).close()
    const before = await connectionsTo(hospital.subgraphUrls.platform!)
    const streams = await Promise.all(Array.from({ length: 5 }, () => patient.subscribe('subscription { inbox { sequence } }')))
    expect(await connectionsTo(hospital.subgraphUrls.platform!)).toBeLessThanOrEqual(before)
    await Promise.all(streams.map((stream) => stream.close()))
  })
})

/** No news ever reaches whoever listens to these. */
const DEAF: Wakes = { send: async () => {}, on: () => () => {}, onPrefix: () => () => {}, close: async () => {} }

describe('[distributed] a gateway that the news of a change has not reached yet', () => {
  let url: string
  let close: () => Promise<void>
  beforeAll(async () => {
    const { installation, subgraphUrls } = hospital
    const subgraphs = openRemote({ urls: subgraphUrls, viewerKey: installation.keys.viewerKey, log: installation.log })
    const app = await openHospital({ installation: { ...installation, wakes: DEAF }, subgraphs, production: false, origins: [] })
    url = await app.listen({ port: 0, host: '127.0.0.1' })
    close = async () => {
      await app.close()
      await subgraphs.close()
    }
  }, 60_000)
  afterAll(() => close?.())

  it('knows whom a session cares for from the answer on that changed it: who is added books at once', async () => {
    const patient = createClient(url, (await hospital.signInPatient('13900000061')).accessToken)
    expect((await patient.query('{ me { patients { id } } }')).me.patients).toEqual([])
    const { addPatient } = await patient.mutate('mutation ($input: AddPatientInput!) { addPatient(input: $input) { id } }', { input: { name: '吴若兰', idCard: '330110198603029015', relationship: 'OTHER' } })
    const [slot] = await hospital.sql`select s.id from clinical.slot s join clinical.schedule c on c.id = s.schedule_id where not s.stopped and not c.stopped and s.remaining > 0 and s.starts_at > now() + interval '30 hours' order by s.starts_at, s.id limit 1`
    const { holdAppointment } = await patient.mutate('mutation ($input: HoldAppointmentInput!) { holdAppointment(input: $input) { status } }', { input: { slotId: slot!.id, patientId: addPatient.id } })
    expect(holdAppointment.status).toBe('HELD')
  })

  it('lets nobody in whose session its own answer has ended', async () => {
    const patient = createClient(url, (await hospital.signInPatient('13900000062')).accessToken)
    await patient.query('{ me { id } }')
    await patient.mutate('mutation { signOut }')
    expect(await patient.refused('{ me { id } }')).toBe('SESSION_EXPIRED')
  })
})

describe('[on many] a replica that goes with a question under way', () => {
  const facts = { viewer: ANONYMOUS, requestId: newId(), origin: { ip: null, userAgent: null } }
  const asked: string[] = []
  let going: Server
  beforeAll(async () => {
    going = createServer((_request, response) => response.writeHead(200).end('{}'))
    new WebSocketServer({ server: going }).on('connection', (socket) => socket.on('message', (question) => {
      asked.push(String(question))
      socket.terminate()
    }))
    await new Promise<void>((resolve) => going.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise((resolve) => { going.close(resolve); going.closeAllConnections() }))

  it('has it answered by another where it only reads; a change is not made twice', async () => {
    const { port } = going.address() as AddressInfo
    const subgraphs = openRemote({ urls: { platform: [`http://127.0.0.1:${port}/graphql`, hospital.subgraphUrls.platform!] }, viewerKey: hospital.installation.keys.viewerKey, log: hospital.installation.log })
    const read = () => subgraphs.execute('platform', { query: '{ institutions { name } }' }, facts)
    const change = () => subgraphs.execute('platform', { query: 'mutation { refreshStaffSession(refreshToken: "x") { accessToken } }' }, facts)
    for (const answer of [await read(), await read()]) expect(answer).toHaveProperty('data.institutions.0.name')
    expect(asked).toHaveLength(1)
    await until(async () => (await change()).errors?.[0]?.extensions?.code === 'SERVICE_UNAVAILABLE')
    expect(asked).toHaveLength(2)
    await subgraphs.close()
  })

  it('harms nobody where a watcher leaves while its socket is being made', async () => {
    const sockets: Socket[] = []
    const silent = createTcpServer((socket) => sockets.push(socket))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const subgraphs = openRemote({ urls: { platform: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/graphql` }, viewerKey: hospital.installation.keys.viewerKey, log: hospital.installation.log })
    const stream = (await subgraphs.subscribe('platform', { query: 'subscription { inbox { sequence } }' }, async () => facts)) as EventStream
    await until(() => sockets.length === 1)
    const left = stream.return!()
    sockets[0]!.destroy()
    expect(await left).toEqual({ done: true, value: undefined })
    await subgraphs.close()
    await new Promise((resolve) => silent.close(resolve))
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
