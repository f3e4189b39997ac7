import { Agent, createServer, request as requestHttp, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createRotation, neverReached, type Rotation } from './rotation.ts'

const PATIENCE_MS = 60_000
const CONNECT_MS = 3_000
/** Of one connection, not of the message (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

/** Gateways behind one port: HTTP and WebSockets in turn to those that are ready. A request that never reached one goes to another. */
export function createBalancer(targets: readonly string[]): Server {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const rotation = createRotation({ peers: targets.map((target) => new URL(target)), check: isReady })
  const server = createServer((request, response) => passRequest(request, response, { rotation, agent }))
  server.on('upgrade', (request, socket, head) => void passUpgrade(request, socket, head, rotation))
  server.keepAliveTimeout = 65_000
  server.on('close', () => {
    rotation.close()
    agent.destroy()
  })
  return server
}

async function isReady(peer: URL, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(new URL('/ready', peer), { signal })
  await response.body?.cancel()
  return response.ok
}

interface Way {
  rotation: Rotation<URL>
  agent: Agent
}

function passRequest(request: IncomingMessage, response: ServerResponse, { rotation, agent }: Way): void {
  const peers = rotation.order()
  let current: ClientRequest | undefined
  response.once('close', () => current?.destroy())

  function attempt(peer: URL): void {
    const { hostname, port } = peer
    const out = requestHttp({ hostname, port, agent, method: request.method, path: request.url, headers: forwarded(request), timeout: PATIENCE_MS })
    current = out
    out.once('socket', (socket) => whenConnected(socket, () => request.pipe(out)))
    out.once('response', (answer) => {
      response.writeHead(answer.statusCode!, endToEnd(answer.headers))
      answer.once('error', () => response.destroy()).pipe(response)
    })
    out.once('timeout', () => out.destroy(new Error('no answer')))
    out.once('error', (error) => {
      const next = neverReached(error) && peers.shift()
      if (neverReached(error)) rotation.eject(peer)
      if (next) attempt(next)
      else giveUp(response)
    })
  }
  attempt(peers.shift()!)
}

/** The body is touched only once there is somebody to take it. */
function whenConnected(socket: Socket, go: () => void): void {
  if (socket.connecting) socket.once('connect', go)
  else go()
}

function giveUp(response: ServerResponse): void {
  // What went wrong after the answer began, its own stream tells.
  if (response.headersSent) return
  const body = JSON.stringify({ errors: [{ message: '服务暂时不可用，请稍后重试。', extensions: { code: 'SERVICE_UNAVAILABLE' } }] })
  response.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1' }).end(body)
}

async function passUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, rotation: Rotation<URL>): Promise<void> {
  socket.on('error', () => socket.destroy())
  for (const peer of rotation.order()) {
    const upstream = await dial(peer).catch(() => rotation.eject(peer))
    if (!upstream) continue
    upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy())
    socket.on('close', () => upstream.destroy())
    upstream.write(`${request.method} ${request.url} HTTP/1.1\r\n${rawHeaders({ ...request.headers, ...via(request) })}\r\n`)
    if (head.length) upstream.write(head)
    return void socket.pipe(upstream).pipe(socket)
  }
  socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}

function dial({ hostname, port }: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error('not reached')))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.setTimeout(0)
      resolve(socket)
    })
  })
}

const via = ({ headers, socket }: IncomingMessage) => ({ 'x-forwarded-for': [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', ') })

const endToEnd = (headers: IncomingHttpHeaders) => Object.fromEntries(Object.entries(headers).filter(([name, value]) => value !== undefined && !HOP_BY_HOP.has(name)))

/** A body of unknown length stays one. */
function forwarded(request: IncomingMessage): IncomingHttpHeaders {
  const chunked = request.headers['transfer-encoding'] !== undefined
  return { ...endToEnd(request.headers), ...via(request), ...(chunked && { 'transfer-encoding': 'chunked' }) } as IncomingHttpHeaders
}

const rawHeaders = (headers: IncomingHttpHeaders) => Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => `${name}: ${one}\r\n`)).join('')
