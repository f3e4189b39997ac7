import { createHash } from 'node:crypto'
import { HeaderMap } from '@apollo/server'
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface'
import { GraphQLError, type DocumentNode, type ExecutionResult, type OperationDefinitionNode } from 'graphql'
import type { Logger } from 'pino'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { settleErrors } from '../errors.ts'
import { mapStream } from '@hospital/subgraph/stream'
import { isStream, type EventStream, type Subgraphs } from '../subgraphs/subgraphs.ts'
import { FEED, type GatewayContext, type Supergraph } from '../supergraph.ts'
import type { Feed } from './feed.ts'

/** A subscription that has been parsed and found valid. */
export interface LiveOperation {
  source: string
  document: DocumentNode
  operation: OperationDefinitionNode
  variables?: Record<string, unknown>
}

export interface Subscriptions {
  /** A stream whose events join other subgraphs, or the refusal. `factsOf` says who watches, anew for every event. */
  subscribe(operation: LiveOperation, factsOf: () => Promise<RequestFacts>): Promise<EventStream | ExecutionResult>
}

export function createSubscriptions(supergraph: Supergraph, subgraphs: Pick<Subgraphs, 'subscribe'>, log: Logger): Subscriptions {
  const contextOf = (facts: RequestFacts, feed: Feed): GatewayContext => ({ ...facts, [FEED]: feed })

  async function answer(operation: LiveOperation, event: ExecutionResult, facts: RequestFacts): Promise<ExecutionResult> {
    const request = requestOf(operation, contextOf(facts, { event }), supergraph, log)
    if (event.data === null || event.data === undefined) return settleErrors({ errors: event.errors }, log, facts.requestId)
    return supergraph.execute(request)
  }

  return {
    async subscribe(operation, factsOf) {
      const facts = await factsOf()
      const feed: Feed = {}
      const planned = await supergraph.open(requestOf(operation, contextOf(facts, feed), supergraph, log))
      if (!feed.root) return settleErrors(planned, log, facts.requestId)
      const events = await subgraphs.subscribe(feed.root.subgraph, feed.root.operation, factsOf)
      if (!isStream(events)) return settleErrors(events, log, facts.requestId)
      const stream = mapStream(events, async (event) => answer(operation, event, await factsOf()))
      return endingWithError(stream, (error) => settleErrors({ errors: [asGraphQLError(error)] }, log, facts.requestId))
    },
  }
}

/** A stream that breaks says why in a last event, rather than taking the whole socket down with it. */
function endingWithError(stream: EventStream, lastWord: (error: unknown) => ExecutionResult): EventStream {
  let broken = false
  return {
    ...stream,
    [Symbol.asyncIterator]() { return this },
    async next() {
      if (broken) return { done: true, value: undefined }
      try {
        return await stream.next()
      } catch (error) {
        broken = true
        return { done: false, value: lastWord(error) }
      }
    },
  }
}

const asGraphQLError = (error: unknown) => (error instanceof GraphQLError ? error : new GraphQLError('stream broken', { originalError: error as Error }))

/** Operations are hashed for the gateway's store of plans. */
const hashes = new WeakMap<DocumentNode, string>()
function hashOf({ document, source }: LiveOperation): string {
  const hash = hashes.get(document) ?? createHash('sha256').update(source).digest('hex')
  hashes.set(document, hash)
  return hash
}

const NO_CACHE = { get: async () => undefined, set: async () => {}, delete: async () => false }

/** What Apollo Server would hand to a gateway for this operation. */
export function requestOf(live: LiveOperation, context: GatewayContext, { apiSchema }: Supergraph, log: Logger): GatewayGraphQLRequestContext {
  const { source, document, operation, variables } = live
  const operationName = operation.name?.value
  return {
    document, operation, source, context, queryHash: hashOf(live), schema: apiSchema, operationName: operationName ?? null,
    request: { query: source, operationName, variables, http: { method: 'POST', headers: new HeaderMap(), search: '', body: {} } as never },
    cache: NO_CACHE, logger: log, metrics: {}, overallCachePolicy: undefined as never, requestIsBatched: false,
  } as unknown as GatewayGraphQLRequestContext
}
