import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { USUAL_LIMITS } from '../src/limits/settings.ts'
import { openTwoSubgraphs } from './two-subgraphs.ts'
import { until } from './until.ts'

let graph: Awaited<ReturnType<typeof openTwoSubgraphs>>
beforeAll(async () => { graph = await openTwoSubgraphs({ limits: { ...USUAL_LIMITS, messages: 40, socketsPerAddress: 30, unreadBytes: 256 * 1024 }, keepAliveMs: 300 }) })
afterAll(async () => { await graph?.close() })

const address = () => `${graph.url.replace('http', 'ws')}/graphql`
const tcpOf = (socket: WebSocket) => (socket as unknown as { _socket: Socket })._socket

async function open(init = true): Promise<WebSocket> {
  const socket = new WebSocket(address(), 'graphql-transport-ws')
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  if (init) {
    const acknowledged = new Promise((resolve) => socket.once('message', resolve))
    socket.send('{"type":"connection_init"}')
    await acknowledged
  }
  return socket
}
const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve).on('error', () => {}))
const subscribe = (socket: WebSocket, query: string, id = '1') => socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }))

describe('a socket', () => {
  it.each([
    ['no JSON', '{', 4400],
    ['JSON of another shape', '[1]', 4400],
    ['an unknown message', '{"type":"dance"}', 4400],
    ['a null character', '\u0000', 4400],
    ['a subscribe without an operation', '{"type":"subscribe","id":"1","payload":{}}', 4400],
    ['a query that is a number', '{"type":"subscribe","id":"1","payload":{"query":5}}', 4400],
    ['a second hello', '{"type":"connection_init"}', 4429],
  ])('is closed over %s', async (_what, message, code) => {
    const socket = await open()
    socket.send(message)
    expect(await closed(socket)).toBe(code)
  })

  it('is closed over a subscription before the hello, a binary message, a broken frame', async () => {
    const early = await open(false)
    subscribe(early, 'subscription { endless { id } }')
    expect(await closed(early)).toBe(4401)
    const binary = await open()
    binary.send(Buffer.from('{"type":"ping"}'), { binary: true })
    expect(await closed(binary)).toBe(4400)
    const broken = await open()
    tcpOf(broken).write(Buffer.from([0xf3, 0x80, 1, 2, 3, 4]))
    expect(await closed(broken)).toBe(1002)
    const foreign = await open()
    tcpOf(foreign).write(Buffer.concat([Buffer.from([0x81, 0x82, 0, 0, 0, 0]), Buffer.from([0xff, 0xfe])]))
    expect(await closed(foreign)).toBe(1007)
  })

  it('speaks no other protocol', async () => {
    const socket = new WebSocket(address(), 'graphql-ws')
    expect(await closed(socket)).toBe(1006)
  })

  it('is closed when it sends too much: messages, or pings', async () => {
    const talker = await open()
    for (let i = 0; i < 60; i++) talker.send('{"type":"ping"}')
    expect(await closed(talker)).toBe(4429)
    const pinger = await open()
    for (let i = 0; i < 60; i++) pinger.ping()
    expect(await closed(pinger)).toBe(4429)
  })

  it('is cut when nobody answers at the other end', async () => {
    const socket = await open()
    tcpOf(socket).pause()
    await until(async () => (await socketsAtServer()) === 0, 5_000)
    socket.terminate()
  })

  it('is cut when its reader does not read, with little kept for it, and its streams are closed upstream', async () => {
    const before = process.memoryUsage().rss
    const socket = await open()
    tcpOf(socket).pause()
    for (let i = 0; i < 10; i++) subscribe(socket, 'subscription { flood { id plan } }', `s${i}`)
    await until(() => graph.streams.total === 10)
    await until(() => graph.streams.open === 0, 10_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
    socket.terminate()
  })

  it('is one of thirty of an address at most', async () => {
    await until(async () => (await socketsAtServer()) === 0)
    const sockets = await Promise.all(Array.from({ length: 30 }, () => open()))
    await expect(open()).rejects.toThrow('429')
    sockets[0]!.close()
    await closed(sockets[0]!)
    await until(async () => (await socketsAtServer()) < 30)
    sockets.push(await open())
    for (const socket of sockets) socket.terminate()
  })
})

/** Connections of the server that are not this question's own. */
async function socketsAtServer(): Promise<number> {
  const count = await new Promise<number>((resolve) => graph.app.server.getConnections((_error, open) => resolve(open)))
  return count
}
