import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createBulkhead } from './bulkhead.ts'
import { createCircuit } from './circuit.ts'
import { ConnectorFailure } from './failure.ts'
import { createOutbound, type OutboundLimits } from './outbound.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function outside(listener: RequestListener, limits: Partial<OutboundLimits> = {}) {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const outbound = createOutbound('his', limits)
  closing.push(() => outbound.close(), () => server.closeAllConnections(), () => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { get: () => outbound.send({ call: 'read', method: 'GET', url }), command: () => outbound.send({ call: 'command', method: 'POST', url, body: '{}' }) }
}

const answering = (status: number): RequestListener => (_request, response) => void response.writeHead(status).end('x')

describe('a call', () => {
  it('without an answer in time is TIMEOUT: its result is unknown', async () => {
    const { command } = await outside(() => {}, { timeoutMs: 100 })
    await expect(command()).rejects.toMatchObject({ kind: 'TIMEOUT', resultUnknown: true })
  })

  it('whose connection breaks after it was sent is TIMEOUT', async () => {
    const { command } = await outside((request) => void request.socket.destroy())
    await expect(command()).rejects.toMatchObject({ kind: 'TIMEOUT' })
  })

  it('to a closed door is UNAVAILABLE: nothing was sent', async () => {
    const outbound = createOutbound('his')
    closing.push(() => outbound.close())
    await expect(outbound.send({ call: 'x', method: 'POST', url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ kind: 'UNAVAILABLE', code: 'ECONNREFUSED' })
  })

  it.each([
    [500, 'TIMEOUT', 'UNAVAILABLE'],
    [502, 'TIMEOUT', 'UNAVAILABLE'],
    [503, 'UNAVAILABLE', 'UNAVAILABLE'],
    [429, 'UNAVAILABLE', 'UNAVAILABLE'],
  ])('answered %i is %s for a command and %s for a reading', async (status, command, reading) => {
    const outside1 = await outside(answering(status))
    await expect(outside1.command()).rejects.toMatchObject({ kind: command, code: `HTTP_${status}` })
    await expect(outside1.get()).rejects.toMatchObject({ kind: reading })
  })

  it('answered endlessly is GARBAGE, not memory', async () => {
    const { get } = await outside((_request, response) => void response.end(Buffer.alloc(2_000)), { maxAnswerBytes: 1_000 })
    await expect(get()).rejects.toMatchObject({ kind: 'GARBAGE', code: 'ANSWER_TOO_LARGE' })
  })
})

describe('the bulkhead', () => {
  it('runs no more than it may, lets the rest wait in order, and refuses beyond that', async () => {
    const bulkhead = createBulkhead('his', { maxConcurrent: 2, maxWaiting: 2 })
    const never = new AbortController().signal
    const order: number[] = []
    let running = 0
    let most = 0
    const work = (n: number) => async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 10))
      running -= 1
      order.push(n)
    }
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => bulkhead(never, work(n))))
    expect(most).toBe(2)
    expect(order).toEqual([1, 2, 3, 4])
    expect(results[4]).toMatchObject({ status: 'rejected', reason: { code: 'BULKHEAD_FULL', kind: 'UNAVAILABLE' } })
  })

  it('lets a waiting call go when its time is over', async () => {
    const bulkhead = createBulkhead('his', { maxConcurrent: 1, maxWaiting: 5 })
    let finish = () => {}
    const first = bulkhead(new AbortController().signal, () => new Promise<void>((resolve) => (finish = resolve)))
    await expect(bulkhead(AbortSignal.timeout(20), async () => {})).rejects.toMatchObject({ code: 'BULKHEAD_FULL' })
    finish()
    await first
    await expect(bulkhead(new AbortController().signal, async () => 'through')).resolves.toBe('through')
  })
})

describe('the circuit', () => {
  const failing = async () => {
    throw new ConnectorFailure({ kind: 'TIMEOUT', port: 'his', message: 'no answer' })
  }

  it('opens after failures in a row, lets one probe through after the pause, and closes when it succeeds', async () => {
    let now = 0
    const circuit = createCircuit('his', { failures: 3, openForMs: 1_000 }, () => now)
    for (let n = 0; n < 3; n += 1) await expect(circuit(failing)).rejects.toMatchObject({ kind: 'TIMEOUT' })
    await expect(circuit(async () => 'x')).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' })
    now = 1_001
    let probe = (_: string) => {}
    const probing = circuit(() => new Promise<string>((resolve) => (probe = resolve)))
    await expect(circuit(async () => 'x')).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' })
    probe('well')
    await expect(probing).resolves.toBe('well')
    await expect(circuit(async () => 'x')).resolves.toBe('x')
  })

  it('stays closed on refusals and conflicts: those are healthy answers', async () => {
    const circuit = createCircuit('his', { failures: 2, openForMs: 1_000 })
    const refusing = async () => {
      throw new ConnectorFailure({ kind: 'CONFLICT', port: 'his', code: 'SLOT_FULL', message: 'full' })
    }
    for (let n = 0; n < 5; n += 1) await expect(circuit(refusing)).rejects.toMatchObject({ code: 'SLOT_FULL' })
  })
})
