import type { DataFolder } from './data-folder.ts'
import { urlOf, type Settings } from './environment.ts'
import { gatewayPort, metricsPort, MOST_REPLICAS, replicaPort, type NamedPort } from './ports.ts'
import { SUBGRAPHS } from './subgraphs.ts'
import type { Kept, Supervisor } from './supervisor.ts'

/** How many processes the graph runs in. */
export interface Shape {
  /** Every subgraph as processes of its own; else all of them inside the gateway's. */
  distributed: boolean
  gateways: number
  /** Of each subgraph. */
  replicas: number
}

export const EMBEDDED: Shape = { distributed: false, gateways: 1, replicas: 1 }

export interface GraphOptions {
  settings: Settings
  shape: Shape
  folder: Pick<DataFolder, 'logFile'>
  supervisor: Supervisor
  /** The servers' environment. */
  server: NodeJS.ProcessEnv
}

/** What is restarted in turn: subgraphs, then gateways; a replica of each is always there. */
export type Graph = readonly Kept[]

/** Refuses numbers of processes that the ports of the house have no room for. */
export function readShape(distributed: boolean, gateways = '1', replicas = '1'): Shape {
  const count = (name: string, value: string) => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < 1 || number > MOST_REPLICAS) throw new Error(`--${name} is a number from 1 to ${MOST_REPLICAS}, not "${value}".`)
    return number
  }
  if (!distributed && replicas !== '1') throw new Error('--replicas needs --distributed: the subgraphs run inside the gateways.')
  return { distributed, gateways: count('gateways', gateways), replicas: count('replicas', replicas) }
}

/** The ports of the graph's processes, figures and balancer included. */
export function graphPorts({ distributed, gateways, replicas }: Shape, offset: number): NamedPort[] {
  const ports = range(gateways).flatMap((index) => [
    { name: gatewayName(index, gateways), port: gatewayPort(index, gateways, offset) },
    { name: `metrics of ${gatewayName(index, gateways)}`, port: metricsPort(index, offset) },
  ])
  if (gateways > 1) ports.push({ name: 'gateway', port: gatewayPort(0, 1, offset) })
  return distributed ? [...ports, ...SUBGRAPHS.flatMap((name) => range(replicas).map((index) => ({ name: replicaName(name, index), port: replicaPort(name, index, offset) })))] : ports
}

/** Starts subgraphs, gateways and, before several gateways, the balancer; resolves when all of them are ready. The database is migrated. */
export async function startGraph(options: GraphOptions): Promise<Graph> {
  const { settings, shape: { distributed, gateways, replicas } } = options
  const subgraphs = distributed ? await Promise.all(SUBGRAPHS.flatMap((name) => range(replicas).map((index) => startReplica(options, name, index)))) : []
  const urls = Object.fromEntries(SUBGRAPHS.map((name) => [name, range(replicas).map((index) => `${address(replicaPort(name, index, settings.offset))}/graphql`)]))
  const env = distributed ? { SUBGRAPH_URLS: JSON.stringify(urls) } : {}
  const kept = await Promise.all(range(gateways).map((index) => startGateway(options, index, env)))
  if (gateways > 1) await startBalancer(options)
  return [...subgraphs, ...kept]
}

/** Restarts one after the other, each when the one before is ready again: with replicas of everything nobody notices. */
export async function restartInTurn(graph: Graph, onRestarted: (name: string, milliseconds: number) => Promise<void> | void): Promise<void> {
  for (const kept of graph) {
    const since = Date.now()
    await kept.restart()
    await onRestarted(kept.name, Date.now() - since)
  }
}

const DRAIN_MS = '1000'

/** A replica that leaves gives whoever sends to it time to notice. */
const draining = (count: number): NodeJS.ProcessEnv => (count > 1 ? { DRAIN_MS } : {})

function startReplica({ settings, shape, folder, supervisor, server }: GraphOptions, name: (typeof SUBGRAPHS)[number], index: number): Promise<Kept> {
  const port = replicaPort(name, index, settings.offset)
  return supervisor.run({
    name: replicaName(name, index), args: ['--import', 'tsx', `subgraphs/${name}/src/server.ts`], cwd: settings.root,
    env: { ...draining(shape.replicas), ...server, PORT: String(port) },
    logFile: folder.logFile(replicaName(name, index)), healthUrl: `${address(port)}/ready`,
  })
}

function startGateway({ settings, shape, folder, supervisor, server }: GraphOptions, index: number, env: NodeJS.ProcessEnv): Promise<Kept> {
  const name = gatewayName(index, shape.gateways)
  const port = gatewayPort(index, shape.gateways, settings.offset)
  return supervisor.run({
    name, args: ['--import', 'tsx', 'apps/gateway/src/server.ts'], cwd: settings.root,
    env: { ...draining(shape.gateways), METRICS_PORT: String(metricsPort(index, settings.offset)), ...server, ...env, PORT: String(port) },
    logFile: folder.logFile(name),
    // one of several gets its callers when it has prepared itself; the only one has nobody to wait for
    healthUrl: `${address(port)}/${shape.gateways > 1 ? 'ready' : 'health'}`,
  })
}

async function startBalancer({ settings, shape, folder, supervisor, server }: GraphOptions): Promise<void> {
  const targets = range(shape.gateways).map((index) => address(gatewayPort(index, shape.gateways, settings.offset)))
  await supervisor.run({
    name: 'balancer', args: ['--import', 'tsx', 'packages/balancer/src/server.ts'], cwd: settings.root,
    env: { PATH: server.PATH, TSX_TSCONFIG_PATH: server.TSX_TSCONFIG_PATH, PORT: String(gatewayPort(0, 1, settings.offset)), BALANCED_URLS: JSON.stringify(targets) },
    logFile: folder.logFile('balancer'), healthUrl: `${urlOf('gateway', settings)}/health`,
  })
}

const gatewayName = (index: number, count: number) => (count === 1 ? 'gateway' : `gateway-${index + 1}`)
const replicaName = (name: string, index: number) => (index === 0 ? name : `${name}-${index + 1}`)
const address = (port: number) => `http://127.0.0.1:${port}`
const range = (count: number) => Array.from({ length: count }, (_, index) => index)
