import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { bodyOf } from './body.ts'
import type { RequestFacts } from './definition.ts'
import type { Asked, Graph } from './graph.ts'

/** `POST /graphql`, for whoever opens no channel. */
export function graphRoute({ answer }: Graph, factsOf: (request: FastifyRequest) => RequestFacts): RouteHandlerMethod {
  return async function handle(request: FastifyRequest, reply: FastifyReply) {
    const answered = await answer((request.body as Asked | Asked[] | null) ?? {}, factsOf(request))
    return reply.header('content-type', 'application/json; charset=utf-8').send(bodyOf(JSON.stringify(answered)))
  }
}
