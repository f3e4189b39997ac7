import { errorCodeDef, ERRORS } from '@apollo/federation-internals'
import { GraphQLError } from 'graphql'
import type { AnswerPath } from './paths.ts'

/** A subgraph's error as the gateway's own, in the gateway's own words and codes, with its place in the whole answer. */
export function downstreamError(error: GraphQLError, subgraph: string, path: AnswerPath | undefined): GraphQLError {
  const message = error.message || `Error while fetching subquery from service "${subgraph}"`
  const options = { originalError: error, path, extensions: { ...error.extensions, serviceName: subgraph } }
  const known = errorCodeDef(error)
  if (!known && error.extensions?.code) return new GraphQLError(message, options)
  return (known ?? ERRORS.DOWNSTREAM_SERVICE_ERROR).err(message, options)
}
