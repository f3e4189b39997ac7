import type { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { settleError, settleHole } from '../errors.ts'
import type { Outcome } from './executor.ts'

/** An operation's answer as it leaves the house. */
export interface Answer {
  /** JSON text; absent where nothing could be answered at all. */
  data?: string
  errors?: readonly GraphQLError[]
}

/** Settles an outcome for the outside: what is unexpected is masked, and every null that may not be has its error. */
export function settleOutcome({ data, errors, holes }: Outcome, log: Logger, requestId: string): Answer {
  if (!errors.length && !holes.length) return { data }
  const unexplained = holes.filter((hole) => !errors.some((error) => explains(error, hole)))
  if (unexplained.length) log.warn({ requestId, holes: unexplained.map(({ message, path }) => ({ message, path })) }, 'required values missing')
  return { data, errors: [...errors.map((error) => settleError(error, log, requestId)), ...unexplained.map(settleHole)] }
}

/**
 * Whether an error is the reason for a missing value: it stands above it or below it, or beside it, as one null can take its whole
 * object with it within a subgraph. One without a place may be the reason for any.
 */
function explains({ path }: GraphQLError, hole: GraphQLError): boolean {
  const parent = hole.path?.slice(0, -1) ?? []
  return !path || parent.every((step, index) => index >= path.length || step === path[index])
}

export function answerText({ data, errors }: Answer): string {
  if (!errors?.length) return `{"data":${data ?? 'null'}}`
  return `{"errors":${JSON.stringify(errors)},"data":${data ?? 'null'}}`
}
