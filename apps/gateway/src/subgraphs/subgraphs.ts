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

export type EventStream = AsyncIterableIterator<ExecutionResult>

/** The subgraphs as the gateway reaches them: in this process, or over the network. */
export interface Subgraphs {
  execute(subgraph: string, operation: Operation, facts: RequestFacts): Promise<ExecutionResult>
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
