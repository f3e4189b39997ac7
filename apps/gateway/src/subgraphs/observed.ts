import type { ExecutionResult } from 'graphql'
import { fetchSeconds, liveStreams } from '@hospital/telemetry/metrics'
import { isTracing, traced } from '@hospital/telemetry/tracing'
import { isStream, type EventStream, type Subgraphs } from './subgraphs.ts'

/** Subgraphs with a figure and a span of every fetch, and a count of open streams. */
export function observeSubgraphs(subgraphs: Subgraphs): Subgraphs {
  const figures = new Map<string, Figures>()
  function figuresOf(name: string): Figures {
    const known = figures.get(name) ?? { answered: fetchSeconds.labels({ subgraph: name, result: 'answered' }), unreached: fetchSeconds.labels({ subgraph: name, result: 'unreached' }) }
    figures.set(name, known)
    return known
  }

  /** What is answered at once stays answered at once. */
  function observe(name: string, fetch: () => ExecutionResult | Promise<ExecutionResult>): ExecutionResult | Promise<ExecutionResult> {
    const since = performance.now()
    const answer = isTracing() ? traced(`fetch ${name}`, { kind: 'client', attributes: { 'peer.service': name } }, async () => fetch()) : fetch()
    const note = (result: ExecutionResult) => {
      const { answered, unreached } = figuresOf(name)
      const seen = isUnreached(result) ? unreached : answered
      seen.observe((performance.now() - since) / 1000)
      return result
    }
    return answer instanceof Promise ? answer.then(note) : note(answer)
  }

  return {
    ...subgraphs,
    execute: async (name, operation, facts) => observe(name, () => subgraphs.execute(name, operation, facts)),
    prepare(name, operation) {
      const run = subgraphs.prepare(name, operation)
      return (variables, facts) => observe(name, () => run(variables, facts))
    },
    async subscribe(name, operation, factsOf, sharing) {
      const events = await subgraphs.subscribe(name, operation, factsOf, sharing)
      return isStream(events) ? counted(events) : events
    },
  }
}

interface Figures {
  answered: { observe(seconds: number): void }
  unreached: { observe(seconds: number): void }
}

const isUnreached = ({ data, errors }: ExecutionResult) => !data && errors?.[0]?.extensions?.code === 'SERVICE_UNAVAILABLE'

function counted(stream: EventStream): EventStream {
  let open = true
  liveStreams.inc()
  const close = () => {
    if (open) liveStreams.dec()
    open = false
  }
  return {
    [Symbol.asyncIterator]() { return this },
    async next() {
      const result = await stream.next()
      if (result.done) close()
      return result
    },
    async return() {
      close()
      return (await stream.return?.()) ?? { done: true, value: undefined }
    },
    async throw(error) {
      close()
      return stream.throw ? stream.throw(error) : Promise.reject(error)
    },
  }
}
