import { GraphQLError, type ExecutionResult } from 'graphql'
import type { Logger } from 'pino'
import { isUnavailable } from '@hospital/database/unavailable'
import { isExpected, REFUSALS } from './refusal.ts'

/** What is no refusal leaves as INTERNAL with the request's id, and is logged whole here, once; a database that is away, as SERVICE_UNAVAILABLE. */
export function maskErrors(result: ExecutionResult, { log, requestId }: { log: Logger; requestId: string }): ExecutionResult {
  if (!result.errors) return result
  return { ...result, errors: result.errors.map((error) => (isExpected(error) ? error : mask(error, log, requestId))) }
}

function mask(error: GraphQLError, log: Logger, requestId: string): GraphQLError {
  if (isUnavailable(error)) {
    log.warn({ err: error.originalError ?? error, requestId, path: error.path }, 'database not reached')
    return new GraphQLError(REFUSALS.SERVICE_UNAVAILABLE, { path: error.path, extensions: { code: 'SERVICE_UNAVAILABLE' } })
  }
  log.error({ err: error.originalError ?? error, requestId, path: error.path }, 'unexpected error')
  return new GraphQLError(REFUSALS.INTERNAL, { path: error.path, extensions: { code: 'INTERNAL', requestId } })
}
