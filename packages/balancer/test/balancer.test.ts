import { createServer, request, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createBalancer } from '../src/proxy.ts'
import { createRotation, reach, unanswered } from '../src/rotation.ts'

const open: Server[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() })))
})

async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  open.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Peer {
  url: string
  server: Server
  bodies: string[]
  ready: boolean
}

/** A gateway that says who it is and echoes what it was sent. */
async function openPeer(name: string): Promise<Peer> {
  const peer: Peer = { url: '', bodies: [], ready: true, server: undefined as never }
  peer.server = createServer(async (incoming, response) => {
    if (incoming.url === '/ready') return void response.writeHead(peer.ready ? 200 : 503).end()
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    peer.bodies.push(Buffer.concat(chunks).toString())
    if (incoming.url === '/break') return void incoming.socket.destroy()
    response.writeHead(200, { 'x-peer': name, 'x-seen': String(incoming.headers['x-forwarded-for']) }).end(peer.bodies.at(-1))
  })
  peer.server.on('upgrade', (incoming, socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\nx-peer: ${name}\r\n\r\n`)
    socket.pipe(socket)
  })
  peer.url = await listen(peer.server)
  return peer
}

const post = (url: string, body = 'x') => fetch(url, { method: 'POST', body })
const nobody = 'http://127.0.0.1:9'

test('requests go to the gateways in turn, whole, with the caller’s address', async () => {
  const [one, two] = [await openPeer('one'), await openPeer('two')]
  const url = await listen(createBalancer([one.url, two.url]))
  const large = '号'.repeat(300_000)
  const answers = [await post(url, large), await post(url, large), await post(url, large)]
  expect(new Set(answers.map(({ headers }) => headers.get('x-peer')))).toEqual(new Set(['one', 'two']))
  expect(answers[0]!.headers.get('x-seen')).toBe('127.0.0.1')
  expect(await answers[0]!.text()).toBe(large)
})

test('a request that never reached a gateway goes to another, with its body', async () => {
  const one = await openPeer('one')
  const url = await listen(createBalancer([nobody, one.url]))
  for (const body of ['a', 'b', 'c']) expect(await (await post(url, body)).text()).toBe(body)
  expect(one.bodies).toEqual(['a', 'b', 'c'])
})

test('a request that broke on the way is nobody else’s: it may have been done', async () => {
  const [one, two] = [await openPeer('one'), await openPeer('two')]
  const url = await listen(createBalancer([one.url, two.url]))
  const answer = await post(`${url}/break`)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] })
  expect(one.bodies.length + two.bodies.length).toBe(1)
})

test('who says that it is leaving gets nothing new, and gets it again once it is back', async () => {
  const [one, two] = [await openPeer('one'), await openPeer('two')]
  const url = await listen(createBalancer([one.url, two.url]))
  const asked = async () => new Set(await Promise.all([1, 2, 3, 4].map(async () => (await post(url)).headers.get('x-peer'))))
  one.ready = false
  await expect.poll(asked, { timeout: 10_000 }).toEqual(new Set(['two']))
  one.ready = true
  await expect.poll(asked, { timeout: 10_000 }).toEqual(new Set(['one', 'two']))
})

test('nobody there is said clearly', async () => {
  expect((await post(await listen(createBalancer([nobody])))).status).toBe(503)
})

test('sockets pass both ways, past a gateway that is not there', async () => {
  const one = await openPeer('one')
  const url = new URL(await listen(createBalancer([nobody, one.url])))
  for (let round = 0; round < 2; round++) {
    const socket = connect(Number(url.port), url.hostname)
    let text = ''
    socket.on('data', (data) => (text += data))
    socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n')
    await expect.poll(() => text, { timeout: 10_000 }).toContain('x-peer: one')
    socket.write('and back')
    await expect.poll(() => text, { timeout: 10_000 }).toContain('and back')
    socket.destroy()
  }
})

test('a caller who leaves takes the request with them', async () => {
  let gone = false
  const slow = await listen(createServer((incoming, response) => { response.on('close', () => { gone = !response.writableEnded }); incoming.resume() }))
  const outgoing = request(await listen(createBalancer([slow])), { method: 'POST' }).on('error', () => {})
  outgoing.end('x')
  await new Promise((resolve) => setTimeout(resolve, 200))
  outgoing.destroy()
  await expect.poll(() => gone, { timeout: 10_000 }).toBe(true)
})

test('a rotation tries everybody when nobody is ready, and stops at what was reached, unless it may be asked twice', async () => {
  const rotation = createRotation({ peers: ['a', 'b'], check: async () => false, everyMs: 5 })
  await expect.poll(() => rotation.ready(), { timeout: 10_000 }).toBe(0)
  const asked: string[] = []
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  await expect(reach(rotation, async (peer) => { asked.push(peer); throw refused })).rejects.toBe(refused)
  expect(asked.sort()).toEqual(['a', 'b'])
  const broken = Object.assign(new Error('reset'), { code: 'ECONNRESET' })
  asked.length = 0
  await expect(reach(rotation, async (peer) => { asked.push(peer); throw broken })).rejects.toBe(broken)
  expect(asked).toHaveLength(1)
  asked.length = 0
  await expect(reach(rotation, async (peer) => { asked.push(peer); throw broken }, unanswered)).rejects.toBe(broken)
  expect(asked.sort()).toEqual(['a', 'b'])
  rotation.close()
})
