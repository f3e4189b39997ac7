import { signAccessToken } from '@hospital/access/token'
import { makeDoctor, makeSessions } from '../house/data.ts'
import { idOf } from '../house/ids.ts'
import { QUEUE_LIVE, RECALL, bodyOf, documentIdOf } from '../house/operations.ts'
import { signInStaff } from '../house/people.ts'
import { makeQueue, QUEUE_DOCTOR, TICKETS } from '../house/queue-data.ts'
import { askOnce } from '../load/http.ts'
import { wallClock, type Heard, type SocketPlan } from '../load/sockets.ts'
import { alternate, type Side } from '../measure/alternate.ts'
import { quantile } from '../measure/statistics.ts'
import type { Child } from '../process/child.ts'
import { memoryOf } from '../process/usage.ts'
import { atLeast, atMost, perSecond, times, type Line, type Row, type RowContext } from './row.ts'

const FIRST_SESSION = 1_000_000
const TICKETS_AT_ONCE = 500
const PATIENCE_MS = 20_000
/** Calls in one round. */
const CALLS = 4

/** A crowd of sockets at one server, in a process of its own. */
interface Crowd {
  client: Child
  /** Makes the server tell everybody; when it was asked. */
  tell(): Promise<void>
}

async function hear(context: RowContext, { client, tell }: Crowd, marker: string): Promise<Heard & { since: number }> {
  await client.ask({ do: 'listen', marker })
  const since = wallClock()
  const [heard] = await Promise.all([client.ask<Heard>({ do: 'heard', patienceMs: PATIENCE_MS }), tell()])
  if (heard.missing) throw new Error(`${heard.missing} sockets heard nothing within ${PATIENCE_MS / 1000} s; logs in ${context.folder}/logs`)
  return { ...heard, since }
}

function side(context: RowContext, crowd: Crowd, marker: string, seen: number[]): Side {
  return async () => {
    let delivered = 0
    let spent = 0
    const delays: number[] = []
    for (let call = 0; call < CALLS; call++) {
      const { at, since } = await hear(context, crowd, marker)
      delivered += at.length
      spent += Math.max(...at) - since
      delays.push(...at.map((instant) => instant - since))
    }
    seen.push(quantile(delays, 0.99))
    return { rate: (delivered / spent) * 1000, p99: quantile(delays, 0.99), cost: spent / delivered }
  }
}

const openClient = ({ world }: RowContext, name: string) => world.start({ name, script: 'packages/bench/src/load/sockets-process.ts' })

/** A ticket is good for a minute: those of a large crowd are made as they are needed. */
async function openWatchers(context: RowContext, watchers: Child, port: number, count: number): Promise<void> {
  for (let from = 0; from < count; from += TICKETS_AT_ONCE) {
    await watchers.ask({ do: 'open', port, plans: await plansFor(context, from, Math.min(TICKETS_AT_ONCE, count - from)) })
  }
}

function plansFor(context: RowContext, from: number, count: number): Promise<SocketPlan[]> {
  const { sessionKey } = context.world.keys
  return Promise.all(Array.from({ length: count }, async (_, i) => ({
    path: '/graphql', protocol: 'graphql-transport-ws', ready: '"connection_ack"',
    first: JSON.stringify({ type: 'connection_init', payload: { ticket: await signAccessToken(sessionKey, { sessionId: idOf('session', FIRST_SESSION + from + i), realm: 'patients' }, 'ticket') } }),
  })))
}

/** Whoever is at socket i watches the ticket of the session's own person, by the hash that our apps send. */
const subscriptionOf = (i: number) => JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '', extensions: { documentId: documentIdOf(QUEUE_LIVE) }, variables: { ticketId: idOf('ticket', 1 + (i % TICKETS)) } } })

interface Measured { count: number; lines: Line[]; cost: number }

async function measure(context: RowContext, count: number): Promise<Measured> {
  const { world, rounds, say } = context
  const gateway = await world.start({ name: `gateway-fan-out-${count}`, script: 'packages/bench/src/house/gateway-process.ts', settings: { data: 'postgres' } })
  const peer = await world.start({ name: `broadcast-${count}`, script: 'packages/bench/src/peers/broadcast-process.ts' })
  const watchers = await openClient(context, `watchers-${count}`)
  const listeners = await openClient(context, `listeners-${count}`)
  try {
    const { headers } = await signInStaff(world, QUEUE_DOCTOR)
    const recall = async () => {
      const answer = await askOnce({ port: gateway.ready.port, path: '/graphql' }, { headers, body: bodyOf('registered', RECALL, { id: idOf('ticket', 1) }) })
      if (!answer.startsWith('{"data":{"recallTicket"')) throw new Error(`The call was refused: ${answer}`)
    }
    await recall()
    await gateway.ask('collect garbage')
    const before = memoryOf(gateway.pid)
    await openWatchers(context, watchers, gateway.ready.port, count)
    await gateway.ask('collect garbage')
    const idle = (memoryOf(gateway.pid) - before) / count
    const house: Crowd = { client: watchers, tell: recall }
    const first = await hear(context, { client: watchers, tell: () => watchers.ask({ do: 'subscribe', texts: Array.from({ length: count }, (_, i) => subscriptionOf(i)) }) }, '"queueChanged"')
    await gateway.ask('collect garbage')
    const watching = (memoryOf(gateway.pid) - before) / count
    await listeners.ask({ do: 'open', port: peer.ready.port, plans: Array.from({ length: count }, () => ({ path: '/', protocol: '', ready: '' })) })
    const text = (await hear(context, house, '"queueChanged"')).text
    const bare: Crowd = { client: listeners, tell: () => peer.ask(text) }
    if ((await hear(context, bare, '"queueChanged"')).text !== text) throw new Error('The broadcast brings other bytes')
    const [ours, theirs]: number[][] = [[], []]
    const found = await alternate(side(context, house, '"queueChanged"', ours!), side(context, bare, '"queueChanged"', theirs!), rounds)
    say(`  ${count} sockets: ${perSecond(found.ours.rate!)} against ${perSecond(found.theirs.rate!)}, p99 ${found.ours.p99!.toFixed(0)} ms, ${(idle / 1000).toFixed(1)} kB an idle socket (first views in ${(Math.max(...first.at) - first.since).toFixed(0)} ms)`)
    return { count, cost: found.ours.cost!, lines: linesOf(count, found, { idle, watching, bytes: Buffer.byteLength(text) }) }
  } finally {
    await Promise.all([watchers, listeners, gateway, peer].map((child) => child.stop()))
  }
}

function linesOf(count: number, found: Awaited<ReturnType<typeof alternate>>, { idle, watching, bytes }: { idle: number; watching: number; bytes: number }): Line[] {
  const sockets = count.toLocaleString('en')
  const against = `a bare ws server that sends the same ${bytes} bytes to ${sockets} sockets`
  return [
    { what: `A queue call reaches ${sockets} sockets, each a patient's own view of the queue: from the doctor's request to the last delivery`, against, ours: `${perSecond(found.ours.rate!)} deliveries`, theirs: `${perSecond(found.theirs.rate!)} deliveries`, measured: found.ratios.rate!, shown: times(found.ratios.rate!), spread: found.spreads.rate, goal: atLeast(found.ratios.rate!, 0.7, '≥ 0.7×') },
    { what: `The same: 99 of 100 sockets (${sockets}) have it within`, against, ours: `${found.ours.p99!.toFixed(0)} ms`, theirs: `${found.theirs.p99!.toFixed(0)} ms`, measured: found.ours.p99!, shown: `${found.ours.p99!.toFixed(0)} ms`, goal: atMost(found.ours.p99!, 250, '≤ 250 ms') },
    { what: `Memory of the gateway for one idle signed-in socket, of ${sockets}`, against: 'a limit', ours: `${(idle / 1000).toFixed(1)} kB`, theirs: '–', measured: idle, shown: `${(idle / 1000).toFixed(1)} kB`, goal: atMost(idle, 12_000, '≤ 12 kB'), note: `${(watching / 1000).toFixed(1)} kB with its stream of the queue` },
  ]
}

export const fanOut: Row = {
  name: 'fan-out',
  async run(context) {
    const { world, scales } = context
    const sizes = scales.length > 1 ? [100, 1_000, 10_000] : [100]
    await makeDoctor(world, QUEUE_DOCTOR)
    await makeQueue(world)
    await makeSessions(world, FIRST_SESSION, FIRST_SESSION + sizes.at(-1)! - 1, `2 + (n - ${FIRST_SESSION}) % ${TICKETS}`)
    const measured: Measured[] = []
    for (const size of sizes) measured.push(await measure(context, size))
    return {
      lines: measured.filter(({ count }) => count >= 1_000 || sizes.length === 1).flatMap(({ lines }) => lines),
      ...(sizes.length > 1 && { curves: [{ what: 'A queue call to many', of: 'sockets', unit: 'ms for one delivery', points: measured.map(({ count, cost }) => ({ size: count, cost })) }] }),
    }
  },
}
