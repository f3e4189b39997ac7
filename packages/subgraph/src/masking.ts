import { GraphQLError, type ExecutionResult } from 'graphql'
import type { Logger } from 'pino'
import { isExpected, REFUSALS } from './refusal.ts'

/** What is no refusal leaves as INTERNAL with the request's id, and is logged whole here, once. */
export function maskErrors(result: ExecutionResult, { log, requestId }: { log: Logger; requestId: string }): ExecutionResult {
  if (!result.errors) return result
  return { ...result, errors: result.errors.map((error) => (isExpected(error) ? error : mask(error, log, requestId))) }
}

function mask(error: GraphQLError, log: Logger, requestId: string): GraphQLError {
  log.error({ err: error.originalError ?? error, requestId, path: error.path }, 'unexpected error')
  return new GraphQLError(REFUSALS.INTERNAL, { path: error.path, extensions: { code: 'INTERNAL', requestId } })
}
