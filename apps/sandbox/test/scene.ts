import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConnectors, type Connectors } from '@hospital/connectors/configuration'
import type { HisPatient, HisSlot } from '@hospital/connectors/his/port'
import type { OutboundLimits } from '@hospital/connectors/outbound'
import { createSandbox } from '../src/app.ts'
import { addDays, dayOf } from '../src/days.ts'
import { idCardWith } from '../src/his/validation.ts'

export interface Scene extends Connectors {
  url: string
  directory: string
  control<T = Record<string, unknown>>(path: string, body?: object): Promise<T>
  look<T = Record<string, unknown>[]>(path: string): Promise<T>
  /** Connectors of their own, e.g. with less patience. */
  connect(limits?: Partial<OutboundLimits>): Connectors
  stop(): Promise<void>
  /** Stops, and starts again on the same folder. */
  restart(): Promise<Scene>
  remove(): Promise<void>
}

/** A whole outside world on a port of its own, with the real connectors pointed at it. */
export async function openScene(directory?: string): Promise<Scene> {
  const folder = directory ?? (await mkdtemp(join(tmpdir(), 'sandbox-')))
  const app = await createSandbox({ directory: folder, rollingDays: 2, environment: 'test' })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const connect = (limits?: Partial<OutboundLimits>) => loadConnectors({ file: join(folder, 'merchant.json'), sandboxUrl: url, limits })
  const connectors = connect()
  const stop = async () => {
    await app.close()
    await connectors.disconnect()
  }
  return {
    ...connectors,
    url,
    directory: folder,
    connect,
    stop,
    control: (path, body = {}) => call(`${url}/_control/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    look: (path) => call(`${url}/_control/${path}`),
    async restart() {
      await stop()
      return openScene(folder)
    },
    async remove() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function call<T>(url: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(url, init)
  const body = (await answer.json()) as T
  if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(body)}`)
  return body
}

export const tomorrow = () => addDays(dayOf(Date.now()), 1)

let people = 0

export async function givenPatient(scene: Scene, name = '周建国'): Promise<HisPatient & { idCard: string }> {
  people += 1
  const idCard = idCardWith(`53010219900101${String(people).padStart(3, '0')}`)
  return { ...(await scene.his.createPatient({ idCard, name, gender: 'MALE', birthDate: '1990-01-01', phone: '13800000000' })), idCard }
}

let taken = 0

/** A free segment of tomorrow that no other test of this file uses, with exactly so many places. */
export async function givenSlot(scene: Scene, remaining: number): Promise<HisSlot> {
  const { schedules } = await scene.his.listSchedules({ from: tomorrow(), to: tomorrow() })
  const slots = schedules.filter(({ stopped, kind }) => !stopped && kind === 'GENERAL').flatMap((schedule) => schedule.slots)
  const slot = slots[taken]!
  taken += 1
  await scene.control(`his/slots/${slot.id}/remaining`, { remaining })
  return (await scene.his.findSlot(slot.id))!
}

export interface Received {
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A merchant's callback address that answers as told and remembers what came. */
export async function openMerchant(answers: (count: number) => number = () => 204) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(answers(received.length)).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    received,
    notifyUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
