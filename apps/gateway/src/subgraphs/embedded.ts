import { createSourceEventStream, execute, type ExecutionResult } from 'graphql'
import { connect } from '@hospital/database/connect'
import { roleUrl } from '@hospital/database/roles'
import { startWorker } from '@hospital/events/jobs'
import type { RequestFacts, Subgraph } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { maskErrors } from '@hospital/subgraph/masking'
import type { SubgraphModule } from './list.ts'
import { prepareInProcess } from '@hospital/subgraph/in-process'
import { rememberOperations } from './operations.ts'
import { mountRoutes } from '@hospital/subgraph/routes'
import { sharedAnswers, type RunForFacts } from './shared-answers.ts'
import { mapStream } from '@hospital/subgraph/stream'
import type { Operation, Subgraphs } from './subgraphs.ts'

export interface EmbeddedSubgraphs extends Subgraphs {
  subgraphOf(name: string): Subgraph
}

/** All subgraphs in this process, called without a socket, and one worker for the jobs of all of them. */
export async function openEmbedded(modules: readonly SubgraphModule[], installation: Installation): Promise<EmbeddedSubgraphs> {
  const { log, databaseUrl, keys } = installation
  const subgraphs = new Map<string, Subgraph>()
  for (const { name, createSubgraph } of modules) subgraphs.set(name, await createSubgraph(installation))
  const jobsUrl = roleUrl(databaseUrl, keys.databasePassword, 'jobs')
  const worker = await startWorker({
    url: jobsUrl,
    tasks: Object.assign({}, ...[...subgraphs.values()].map(({ jobs }) => jobs)),
    crontab: [...subgraphs.values()].flatMap(({ crontab }) => crontab),
    onError: (error) => log.error({ err: error }, 'job'),
  })
  const probe = connect(jobsUrl, { name: 'ready', max: 1 })
  const parsed = rememberOperations()

  function subgraphOf(name: string): Subgraph {
    const subgraph = subgraphs.get(name)
    if (!subgraph) throw new Error(`The supergraph names a subgraph that is not here: ${name}`)
    return subgraph
  }

  async function run(name: string, { query, variables }: Operation, facts: RequestFacts, rootValue?: unknown): Promise<ExecutionResult> {
    const { schema, contextFor } = subgraphOf(name)
    const result = await execute({ schema, document: parsed(query), rootValue, variableValues: variables, contextValue: contextFor(facts) })
    return maskErrors(result, { log, requestId: facts.requestId })
  }

  function compiled(name: string, query: string): RunForFacts {
    const { schema, contextFor } = subgraphOf(name)
    const runInProcess = prepareInProcess(schema, query)
    return (variables, facts, rootValue) => {
      const settle = (result: ExecutionResult) => (result.errors ? maskErrors(result, { log, requestId: facts.requestId }) : result)
      const result = runInProcess(variables, contextFor(facts), rootValue)
      return result instanceof Promise ? result.then(settle) : settle(result)
    }
  }

  return {
    subgraphOf,
    execute: (name, operation, facts) => run(name, operation, facts),
    prepare: (name, { query }) => compiled(name, query),
    async subscribe(name, operation, factsOf, sharing) {
      const { schema, contextFor } = subgraphOf(name)
      const facts = await factsOf()
      const events = await createSourceEventStream({
        schema, document: parsed(operation.query), variableValues: operation.variables, contextValue: contextFor(facts),
      })
      if (!(Symbol.asyncIterator in events)) return maskErrors(events, { log, requestId: facts.requestId })
      if (!sharing) return mapStream(events, async (event) => run(name, operation, await factsOf(), event))
      const shared = sharedAnswers(sharing)
      const answer = shared.compiled(() => compiled(name, operation.query))
      return mapStream(events, async (event) => {
        const seenBy = await factsOf()
        return shared.to(event, seenBy.viewer, async () => answer(operation.variables ?? {}, seenBy, event))
      })
    },
    async viewerOf({ realm, sessionId }) {
      return subgraphs.get(realm)?.viewerOf?.(sessionId)
    },
    async mount(app) {
      for (const { routes } of subgraphs.values()) if (routes) await mountRoutes(app, routes)
    },
    async ready() {
      await probe.sql`select 1`
    },
    async close() {
      await worker.stop()
      await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.close()))
      await probe.close()
    },
  }
}
