import type { WebSocket } from '@fastify/websocket'
import type { ExecutionResult } from 'graphql'
import { traced } from '@hospital/telemetry/tracing'
import type { RequestFacts } from '../definition.ts'
import type { Asked } from '../graph.ts'
import { gatherLines, linesOf, type Answer, type Question } from './lines.ts'
import type { ChannelOptions } from './serve-channel.ts'

const REFUSED = JSON.stringify({ errors: [{ message: 'No viewer', extensions: { code: 'UNAUTHENTICATED' } }] })
const FAILED = JSON.stringify({ errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL' } }] })

/** One gateway's questions, until its socket closes. */
export function talk(socket: WebSocket, { name, graph, readFacts, onError }: ChannelOptions): void {
  const say = gatherLines<Answer>((message) => socket.send(message))
  const watched = new Map<number, AsyncIterator<ExecutionResult> | undefined>()

  /** The facts of who asks, or nothing, where it was said that nobody does. */
  async function factsOf(number: number, head: string): Promise<{ facts: RequestFacts; headers: Record<string, string> } | undefined> {
    const headers = JSON.parse(head) as Record<string, string>
    const facts = await readFacts(headers)
    if (!facts) say(number, watched.has(number) ? 'event' : 'answer', '', REFUSED)
    return facts && { facts, headers }
  }

  async function ask(number: number, head: string, body: string): Promise<void> {
    const asking = await factsOf(number, head)
    if (!asking) return
    const { facts, headers } = asking
    let changed = false
    const answer = () => graph.answer(JSON.parse(body) as Asked | Asked[], { ...facts, viewerChanged: () => { changed = true } })
    const answered = await traced(`graphql ${name}`, { kind: 'server', from: headers, attributes: { 'request.id': facts.requestId } }, answer)
    say(number, changed ? 'changed' : 'answer', '', JSON.stringify(answered))
  }

  async function watch(number: number, head: string, body: string): Promise<void> {
    const asking = await factsOf(number, head)
    if (!asking) return
    const events = await graph.watch(JSON.parse(body) as Asked, asking.facts)
    if (!(Symbol.asyncIterator in events)) return say(number, 'event', '', JSON.stringify(events))
    const stream = events[Symbol.asyncIterator]()
    // who left meanwhile has been crossed off
    if (!watched.has(number)) return void (await stream.return?.())
    watched.set(number, stream)
    for (let next = await stream.next(); !next.done; next = await stream.next()) say(number, 'event', '', JSON.stringify(next.value))
  }

  async function leave(number: number): Promise<void> {
    const stream = watched.get(number)
    watched.delete(number)
    await stream?.return?.()
  }

  async function hear([number, kind, head, body]: Question): Promise<void> {
    try {
      if (kind === 'ask') return await ask(number, head, body)
      if (kind === 'leave') return await leave(number)
      watched.set(number, undefined)
      await watch(number, head, body)
    } catch (error) {
      onError(error)
      if (kind !== 'leave') say(number, kind === 'ask' ? 'answer' : 'event', '', FAILED)
    }
    if (watched.delete(number)) say(number, 'end', '', '')
  }

  socket.on('message', (message) => {
    for (const line of linesOf<Question>(String(message))) void hear(line)
  })
  socket.on('close', () => {
    for (const number of watched.keys()) leave(number).catch(onError)
  })
}
