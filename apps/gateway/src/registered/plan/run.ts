import type { ExecutionResult, GraphQLError } from 'graphql'
import type { RequestFacts } from '@hospital/subgraph/definition'

export type Tree = Record<string, unknown>
export type Variables = Record<string, unknown>

/** One execution of a planned operation. */
export interface Run {
  /** What the subgraphs answered, merged. */
  root: Tree
  variables: Variables
  facts: RequestFacts
  /** What the subgraphs complained of. */
  errors: GraphQLError[]
}

/** Asks one subgraph one thing, known when the plan was compiled. Its data are the caller's to change. */
export type Ask = (variables: Variables, facts: RequestFacts) => ExecutionResult | Promise<ExecutionResult>

/** Makes ready a subgraph's part of a plan. */
export type PrepareAsk = (subgraph: string, operation: { query: string; operationName?: string }) => Ask

/** A part of a plan as a function on the tree's objects. Answers nothing where it did all at once. */
export type Step = (run: Run, targets: readonly unknown[]) => void | Promise<void>

export const isObject = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

export const isPromise = <T>(value: T | Promise<T>): value is Promise<T> => typeof (value as { then?: unknown } | undefined)?.then === 'function'
