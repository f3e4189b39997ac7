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

/** What watchers have in common who ask the same. */
export interface Sharing {
  /** One object for the operation, whoever asks it. */
  operation: object
  /** All of the operation's, as what follows the subgraph's answer may depend on any. */
  variables: Record<string, unknown>
}

/** The subgraphs as the gateway reaches them: in this process, or over the network. */
export interface Subgraphs {
  execute(subgraph: string, operation: Operation, facts: RequestFacts): Promise<ExecutionResult>
  /** Makes an operation ready that will come often. Each answer is a fresh tree, the asker's to change. */
  prepare(subgraph: string, operation: Pick<Operation, 'query' | 'operationName'>): PreparedOperation
  /**
   * A stream, or the refusal. `factsOf` is asked anew for every event, so that who watches is who may still watch. Watchers who come with the
   * same `sharing` may be given one answer as one object, where they see the same.
   */
  subscribe(subgraph: string, operation: Operation, factsOf: () => Promise<RequestFacts>, sharing?: Sharing): Promise<EventStream | ExecutionResult>
  viewerOf(token: AccessToken): Promise<SessionView | undefined>
  /** Mounts what the subgraphs answer outside of GraphQL: callbacks of outside systems. */
  mount(app: FastifyInstance): Promise<void>
  /** Throws while requests cannot be answered. */
  ready(): Promise<void>
  close(): Promise<void>
}

export const isStream = <T>(result: AsyncIterableIterator<T> | ExecutionResult): result is AsyncIterableIterator<T> => Symbol.asyncIterator in result
