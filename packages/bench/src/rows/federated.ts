import { makePastAppointments, makePatients } from '../house/data.ts'
import { APPOINTMENTS, bodyOf, type LaneName } from '../house/operations.ts'
import { signInPatient } from '../house/people.ts'
import { askOnce } from '../load/http.ts'
import { alternate } from '../measure/alternate.ts'
import { httpSide, requireEqual, warmUp, type HttpServer } from '../measure/http-side.ts'
import { MEMORY_SUBGRAPHS } from '../memory/subgraphs.ts'
import { installHive, HIVE_PLANNERS, type HivePlanner } from '../peers/hive.ts'
import { writeSupergraph } from '../peers/supergraph.ts'
import type { Child } from '../process/child.ts'
import { atLeast, atMost, perSecond, times, type Line, type Row, type RowContext, type RowResult } from './row.ts'

type Data = 'memory' | 'postgres'

const READ: Record<Data, string> = {
  memory: 'Federated read of 3 subgraphs (a page of 20 appointments with person, department, doctor; the patient app\'s own operation with its fragment), all subgraphs answering from memory',
  postgres: 'The same read, all subgraphs answering from PostgreSQL by the house\'s resolvers',
}

/** One gateway over three subgraphs, ours in its two shapes and the peers', on the same data. */
class Contest {
  private children: Child[] = []
  constructor(private readonly context: RowContext, private readonly data: Data) {}

  private async start(options: Parameters<RowContext['world']['start']>[0]): Promise<Child> {
    const child = await this.context.world.start(options)
    this.children.push(child)
    return child
  }

  async subgraphs(server: 'house' | 'apollo') {
    const started = await Promise.all(MEMORY_SUBGRAPHS.map((name) => this.start({ name: `${server}-${name}-${this.data}`, script: 'packages/bench/src/house/subgraph-process.ts', settings: { name, data: this.data, server } })))
    const urls = Object.fromEntries(started.map(({ ready }, i) => [MEMORY_SUBGRAPHS[i], `http://127.0.0.1:${ready.port}${server === 'house' ? '/graphql' : '/'}`]))
    return { urls, pids: started.map(({ pid }) => pid) }
  }

  /** The whole chain is on: session, limits, access. */
  async ours(lane: LaneName, gateway: Child, pids: number[] = []): Promise<HttpServer> {
    const { headers } = await signInPatient(this.context.world, 1)
    return { name: `ours (${lane} lane)`, target: { port: gateway.ready.port, path: '/graphql' }, request: { headers, body: bodyOf(lane, APPOINTMENTS) }, pids: [gateway.pid, ...pids] }
  }

  embeddedGateway = () => this.start({ name: `gateway-${this.data}`, script: 'packages/bench/src/house/gateway-process.ts', settings: { data: this.data } })

  distributedGateway = (urls: Record<string, string>) => this.start({ name: `gateway-${this.data}-distributed`, script: 'packages/bench/src/house/gateway-process.ts', settings: { data: this.data, urls } })

  async apollo(urls: Record<string, string>, pids: number[]): Promise<HttpServer> {
    const gateway = await this.start({ name: `apollo-gateway-${this.data}`, script: 'packages/bench/src/peers/apollo-gateway-process.ts', settings: { urls } })
    return { name: 'stock Apollo', target: { port: gateway.ready.port, path: '/' }, request: { body: bodyOf('open', APPOINTMENTS) }, pids: [gateway.pid, ...pids] }
  }

  async hive(planner: HivePlanner, urls: Record<string, string>, pids: number[]): Promise<HttpServer> {
    const installed = await installHive(this.context.folder, this.context.say)
    const gateway = await this.start({ name: `hive-${planner}-${this.data}`, ...installed, settings: { supergraphFile: writeSupergraph(installed.cwd, urls), planner } })
    return { name: `Hive Gateway (${planner} planner)`, target: { port: gateway.ready.port, path: '/graphql' }, request: { body: bodyOf('open', APPOINTMENTS) }, pids: [gateway.pid, ...pids] }
  }

  async close(): Promise<void> {
    await Promise.all(this.children.map((child) => child.stop()))
  }
}

interface Pairing { ours: HttpServer; theirs: HttpServer; shape: string; against: string; rate?: number; cpu?: number }

async function compare({ load, rounds, seconds, say }: RowContext, data: Data, { ours, theirs, shape, against, rate, cpu }: Pairing): Promise<Line[]> {
  await requireEqual([ours, theirs])
  await warmUp(load, [ours, theirs], Math.min(3, seconds))
  const found = await alternate(httpSide(load, ours, seconds), httpSide(load, theirs, seconds), rounds)
  say(`  ${shape}, ${data}, against ${against}: ${times(found.ratios.rate!)} the requests, ${times(1 / found.ratios.cpu!)} less CPU`)
  const what = `${READ[data]}; ${shape}`
  // Only the gateway's own row has the goals of the issue; the whole row also carries the database, which both share.
  return [
    { what, against, ours: perSecond(found.ours.rate!), theirs: perSecond(found.theirs.rate!), measured: found.ratios.rate!, shown: `${times(found.ratios.rate!)} throughput`, spread: found.spreads.rate, ...(rate && { goal: atLeast(found.ratios.rate!, rate, `≥ ${rate}×`) }) },
    { what: `${what}: CPU of all server processes for one request`, against, ours: `${found.ours.cpu!.toFixed(3)} ms`, theirs: `${found.theirs.cpu!.toFixed(3)} ms`, measured: found.ratios.cpu!, shown: `1/${(1 / found.ratios.cpu!).toFixed(1)}`, spread: found.spreads.cpu, ...(cpu && { goal: atMost(found.ratios.cpu!, 1 / cpu, `≤ 1/${cpu}`) }) },
  ]
}

async function hasRegisteredLane({ request, target }: HttpServer): Promise<boolean> {
  return 'data' in (JSON.parse(await askOnce(target, request)) as object)
}

async function contest(context: RowContext, data: Data): Promise<RowResult> {
  const lines: Line[] = []
  const skipped: RowResult['skipped'] = []
  const arena = new Contest(context, data)
  try {
    const apollo = await arena.subgraphs('apollo')
    const stock = await arena.apollo(apollo.urls, apollo.pids)
    const embedded = await arena.embeddedGateway()
    const registered = await arena.ours('registered', embedded)
    const open = await arena.ours('open', embedded)
    const lane = await hasRegisteredLane(registered)
    if (!lane) skipped.push({ what: `${READ[data]}: registered lane`, why: 'the gateway has none yet' })
    const ours = lane ? registered : open
    const against = 'stock Apollo Server standalone + ApolloGateway + Apollo Server subgraphs, bare, a process each'
    if (lane) lines.push(...(await compare(context, data, { ours: registered, theirs: stock, shape: 'embedded, registered lane', against, rate: 12, cpu: 15 })))
    lines.push(...(await compare(context, data, { ours: open, theirs: stock, shape: 'embedded, open lane', against })))
    const house = await arena.subgraphs('house')
    const distributed = await arena.ours(lane ? 'registered' : 'open', await arena.distributedGateway(house.urls), house.pids)
    lines.push(...(await compare(context, data, { ours: distributed, theirs: stock, shape: `distributed, ${lane ? 'registered' : 'open'} lane`, against, rate: 6 })))
    // Hive stands beside the gateway alone, where all subgraphs answer from memory.
    if (data === 'postgres') return { lines, skipped }
    if (!context.downloads) return { lines, skipped: [...skipped, { what: `${READ[data]}: Hive Gateway`, why: 'needs a download' }] }
    for (const planner of HIVE_PLANNERS) {
      try {
        const hive = await arena.hive(planner, apollo.urls, apollo.pids)
        lines.push(...(await compare(context, data, { ours, theirs: hive, shape: `embedded, ${lane ? 'registered' : 'open'} lane`, against: `${hive.name} on the same Apollo Server subgraphs`, rate: planner === 'stock' ? 10 : 5 })))
      } catch (error) {
        skipped.push({ what: `${READ[data]}: Hive Gateway, ${planner} planner`, why: (error as Error).message.split('\n')[0]! })
      }
    }
    return { lines, skipped }
  } finally {
    await arena.close()
  }
}

/** The read while the table grows: what one page costs must not depend on it. */
async function growth(context: RowContext): Promise<RowResult['curves']> {
  const { world, load, scales, seconds, rounds, say } = context
  if (scales.length < 2) return undefined
  const arena = new Contest(context, 'postgres')
  const points: { size: number; cost: number }[] = []
  try {
    const gateway = await arena.embeddedGateway()
    const registered = await arena.ours('registered', gateway)
    const ours = (await hasRegisteredLane(registered)) ? registered : await arena.ours('open', gateway)
    let rows = 0
    for (const scale of scales) {
      await makePastAppointments(world, rows + 1, BASE_ROWS * scale, 2_000)
      rows = BASE_ROWS * scale
      await warmUp(load, [ours], Math.min(2, seconds))
      const found = await alternate(httpSide(load, ours, seconds), httpSide(load, ours, seconds), Math.ceil(rounds / 2))
      points.push({ size: rows, cost: 1000 / found.ours.rate! })
      say(`  read with ${rows} appointments in the table: ${(1000 / found.ours.rate!).toFixed(3)} ms`)
    }
  } finally {
    await arena.close()
  }
  return [{ what: 'Federated read from PostgreSQL, embedded (a page of 20)', of: 'appointments in the table', unit: 'ms of the whole server for one request', points }]
}

const BASE_ROWS = 2_000

export const federatedMemory: Row = { name: 'federated', run: (context) => contest(context, 'memory') }

export const federatedDatabase: Row = {
  name: 'federated-database',
  async run(context) {
    const result = await contest(context, 'postgres')
    if (context.scales.length > 1) await makePatients(context.world, 10_001, 12_000)
    return { ...result, curves: await growth(context) }
  },
}
