import type { FastifyInstance } from 'fastify'
import type { ExecutionResult } from 'graphql'
import type { AccessToken } from '@hospital/access/token'
import type { RequestFacts, SessionView } from '@hospital/subgraph/definition'

/** An operation on one subgraph, as the query planner wrote it. */
export interface Operation {
  query: string
  variables?: Record<string, unknown>
  operationName?: string
}

/** An operation that was made ready, with its variables and who asks. */
export type PreparedOperation = (variables: Record<string, unknown>, facts: RequestFacts) => ExecutionResult | Promise<ExecutionResult>

export type EventStream = AsyncIterableIterator<ExecutionResult>

/** The subgraphs as the gateway reaches them: in this process, or over the network. */
export interface Subgraphs {
  execute(subgraph: string, operation: Operation, facts: RequestFacts): Promise<ExecutionResult>
  /** Makes an operation ready that will come often. Each answer is a fresh tree, the asker's to change. */
  prepare(subgraph: string, operation: Pick<Operation, 'query' | 'operationName'>): PreparedOperation
  /** A stream, or the refusal. `factsOf` is asked anew for every event, so that who watches is who may still watch. */
  subscribe(subgraph: string, operation: Operation, factsOf: () => Promise<RequestFacts>): Promise<EventStream | ExecutionResult>
  viewerOf(token: AccessToken): Promise<SessionView | undefined>
  /** Mounts what the subgraphs answer outside of GraphQL: callbacks of outside systems. */
  mount(app: FastifyInstance): Promise<void>
  /** Throws while requests cannot be answered. */
  ready(): Promise<void>
  close(): Promise<void>
}

export const isStream = (result: EventStream | ExecutionResult): result is EventStream => Symbol.asyncIterator in result
