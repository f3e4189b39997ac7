import { createServer } from 'node:net'

/** Every port of the house; `PORT_OFFSET` moves all of them together. */
export const BASE_PORTS = {
  patient: 3000,
  doctor: 3001,
  console: 3002,
  gateway: 4000,
  platform: 4101,
  patients: 4102,
  clinical: 4103,
  prescriptions: 4104,
  nursing: 4105,
  telemedicine: 4106,
  finance: 4107,
  sandbox: 4900,
  postgres: 5499,
} as const

export type Service = keyof typeof BASE_PORTS

/** With several gateways the balancer has the gateway's port, and they stand at 4010, 4011 …; further replicas of a subgraph ten apart. */
const GATEWAYS_FROM = 4010
const REPLICA_STEP = 10
export const MOST_REPLICAS = 10

/** Where the gateways' figures are read. */
const METRICS_FROM = 4050

export const gatewayPort = (index: number, count: number, offset: number): number => (count === 1 ? BASE_PORTS.gateway : GATEWAYS_FROM + index) + offset

export const metricsPort = (index: number, offset: number): number => METRICS_FROM + index + offset

export const replicaPort = (service: Service, index: number, offset: number): number => BASE_PORTS[service] + index * REPLICA_STEP + offset

const BROWSER_PORTS = ['patient', 'doctor', 'console', 'gateway', 'sandbox'] as const

/** "Bad ports" of the Fetch standard above 3000: other protocols live there, so no page may be asked for on them. */
const REFUSED_BY_BROWSERS = new Set([3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080])

export function portOf(service: Service, offset: number): number {
  return BASE_PORTS[service] + offset
}

export function readPortOffset(env: NodeJS.ProcessEnv = process.env): number {
  const offset = Number(env.PORT_OFFSET ?? 0)
  if (!Number.isInteger(offset) || offset < 0 || BASE_PORTS.postgres + offset > 65_535) {
    throw new Error(`PORT_OFFSET must be a whole number from 0 to ${65_535 - BASE_PORTS.postgres}, not "${env.PORT_OFFSET}".`)
  }
  const refused = BROWSER_PORTS.map((service) => portOf(service, offset)).find((port) => REFUSED_BY_BROWSERS.has(port))
  if (refused !== undefined) throw new Error(`PORT_OFFSET=${offset} would use port ${refused}, which browsers refuse. PORT_OFFSET=${offset + 10} works.`)
  return offset
}

export interface NamedPort {
  name: string
  port: number
}

/** Refuses before anything starts, naming every port that someone else holds. */
export async function assertPortsFree(ports: readonly NamedPort[], offset: number): Promise<void> {
  const free = await Promise.all(ports.map(({ port }) => isFree(port)))
  const taken = ports.filter((_, index) => !free[index])
  if (taken.length === 0) return
  const names = taken.map(({ name, port }) => `${port} (${name})`).join(', ')
  throw new Error(
    `Already in use: port ${names}.\n` +
      `Stop what listens there, or move every port: PORT_OFFSET=${offset + 10} npm start (with a HOSPITAL_DATA_DIR of its own).`,
  )
}

/** An offset at which all ports of the house are free just now, below the range that outgoing connections take theirs from. */
export async function findFreeOffset(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const offset = 10_000 + Math.floor(Math.random() * 1_700) * 10
    const free = await Promise.all(Object.values(BASE_PORTS).map((port) => isFree(port + offset)))
    if (free.every(Boolean)) return offset
  }
  throw new Error('No free range of ports was found.')
}

export async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
