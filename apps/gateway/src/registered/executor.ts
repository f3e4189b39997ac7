import { GraphQLError, OperationTypeNode } from 'graphql'
import type { RequestFacts } from '@hospital/subgraph/definition'
import type { Variables } from './plan/run.ts'
import type { Prepared, Variant } from './prepare.ts'

/** What an operation came to, before its errors are settled for the outside. */
export interface Outcome {
  /** JSON text; absent where nothing could be answered at all. */
  data?: string
  /** Of the subgraphs, or of the operation as a whole. */
  errors: readonly GraphQLError[]
  /** Required values that nobody answered: the nulls above them have these for a reason. */
  holes: readonly GraphQLError[]
}

/** Runs a query or mutation with coerced variables. */
export function runOperation(prepared: Prepared, variables: Variables, facts: RequestFacts): Outcome | Promise<Outcome> {
  if (prepared.kind === OperationTypeNode.SUBSCRIPTION) return failed(new GraphQLError('Subscriptions are served over WebSocket (graphql-transport-ws)', { extensions: { code: 'SUBSCRIPTION_TRANSPORT' } }))
  return runVariant(prepared.variantFor(variables), { root: {}, variables, facts, errors: [] })
}

/** Runs what a variant asks beyond the tree that is already there, and writes the answer. */
export function runVariant(variant: Variant, run: Parameters<Variant['run']>[0]): Outcome | Promise<Outcome> {
  const finish = (): Outcome => {
    try {
      const { data, holes } = variant.shape(run.root)
      return { data, errors: run.errors, holes }
    } catch (error) {
      return failed(error)
    }
  }
  const pending = variant.run(run, [run.root])
  return pending ? pending.then(finish, failed) : finish()
}

function failed(error: unknown): Outcome {
  return { errors: [error instanceof GraphQLError ? error : new GraphQLError('The operation failed', { originalError: error as Error })], holes: [] }
}
