import type { GatewayExecutionResult } from '@apollo/server-gateway-interface'
import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { REFUSALS } from '@hospital/subgraph/refusal'
import { refusals } from '@hospital/telemetry/metrics'

/** Codes that GraphQL servers themselves answer with: they say what is wrong with the operation, nothing of ours. */
const OWN_CODES = new Set(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'SUBSCRIPTION_TRANSPORT'])

/** What the outside sees of errors: refusals and complaints about the operation as they are, anything else masked; nothing of how we are built. */
export function settleErrors(result: GatewayExecutionResult, log: Logger, requestId: string): GatewayExecutionResult {
  const { extensions: { valueCompletion, ...extensions } = {}, ...rest } = result as GatewayExecutionResult & { extensions?: Record<string, unknown> }
  const errors = rest.errors ?? completionErrors(valueCompletion, log, requestId)
  return {
    ...rest,
    ...(Object.keys(extensions).length > 0 && { extensions }),
    ...(errors?.length && { errors: errors.map((error) => settleError(error, log, requestId)) }),
  }
}

/**
 * A required value was not there: the thing belongs to somebody else, or is gone. The gateway answers the hole alone, as an extension that
 * nobody reads; an empty answer must say that it is a refusal.
 */
function completionErrors(found: unknown, log: Logger, requestId: string): GraphQLError[] | undefined {
  if (!Array.isArray(found) || !found.length) return undefined
  log.warn({ requestId, holes: (found as GraphQLError[]).map(({ message, path }) => ({ message, path })) }, 'required values missing')
  return (found as GraphQLError[]).map(settleHole)
}

/** A required value that nobody answered, as the outside sees it. */
export const settleHole = ({ path }: GraphQLError) => new GraphQLError(REFUSALS.NOT_FOUND, { path, extensions: { code: 'NOT_FOUND' } })

export function settleError(error: GraphQLError, log: Logger, requestId: string): GraphQLError {
  const { message, path, extensions: { code, details, requestId: logged } } = error
  if (typeof code === 'string' && code !== 'INTERNAL' && (code in REFUSALS || OWN_CODES.has(code))) {
    refusals.inc({ code })
    return new GraphQLError(message, { path, extensions: { code, ...(details !== undefined && { details }) } })
  }
  refusals.inc({ code: 'INTERNAL' })
  // A subgraph has logged its own; what comes from the gateway itself is logged here.
  if (!logged) log.error({ err: error.originalError ?? error, requestId, path }, 'unexpected error')
  return new GraphQLError(REFUSALS.INTERNAL, { path, extensions: { code: 'INTERNAL', requestId } })
}
