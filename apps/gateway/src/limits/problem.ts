import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import { REFUSALS } from '@hospital/subgraph/refusal'
import { refusals } from '@hospital/telemetry/metrics'

const CODES: Record<number, string> = { 401: 'UNAUTHENTICATED', 408: 'TIMED_OUT', 413: 'BODY_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE', 429: 'TOO_MANY_REQUESTS' }

/** A request that is refused before it is an operation. */
export function badRequest(status: number, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: CODES[status] ?? 'BAD_REQUEST', http: { status } } })
}

/** Anything that was thrown outside of an operation, as a GraphQL answer: what the caller did wrong as 4xx, the rest masked and logged whole. */
export function answerError(error: FastifyError | GraphQLError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof GraphQLError) {
    const { http, ...extensions } = error.extensions as { http?: { status: number } }
    return answerWith(reply, http?.status ?? 400, [new GraphQLError(error.message, { extensions })])
  }
  const status = error.statusCode ?? 500
  if (status < 500) return answerWith(reply, status, [badRequest(status, error.message)])
  request.log.error({ err: error, requestId: request.id }, 'unexpected error')
  return answerWith(reply, status, [new GraphQLError(REFUSALS.INTERNAL, { extensions: { code: 'INTERNAL', requestId: request.id } })])
}

/** Only errors, in the media type that was asked for. */
export function answerWith(reply: FastifyReply, status: number, errors: readonly GraphQLError[]): FastifyReply {
  const wanted = reply.request.headers.accept?.includes('application/graphql-response+json') ? 'application/graphql-response+json' : 'application/json'
  for (const { extensions } of errors) refusals.inc({ code: String(extensions.code ?? 'INTERNAL') })
  return reply.code(status).header('content-type', `${wanted}; charset=utf-8`).send(JSON.stringify({ errors: errors.map(withoutStatus) }))
}

function withoutStatus(error: GraphQLError) {
  const { extensions, ...rest } = error.toJSON()
  const { http: _http, ...shown } = extensions ?? {}
  return { ...rest, extensions: shown }
}
