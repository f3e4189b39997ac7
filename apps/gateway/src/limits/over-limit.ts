import { GraphQLError, type ASTNode } from 'graphql'
import { REFUSALS } from '@hospital/subgraph/refusal'

export const overLimit = (limit: string, most: number, nodes?: readonly ASTNode[]) =>
  new GraphQLError(REFUSALS.OPERATION_LIMIT, { nodes, extensions: { code: 'OPERATION_LIMIT', details: { limit, most } } })

/** graphql-js says by its message alone that there were too many tokens. */
export function asOperationLimit(error: GraphQLError, tokens: number): GraphQLError {
  return /more that \d+ tokens/.test(error.message) ? overLimit('tokens', tokens) : error
}
