import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { GraphQLError } from 'graphql'
import { bodyOf } from '@hospital/subgraph/body'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { nameOperation } from '../session/observed.ts'
import { withinTime } from '../limits/time-limit.ts'
import { answerText } from './answer.ts'
import { notRegistered, type Lane } from './lane.ts'
import { hasVariables, readRegistered, type RegisteredRequest } from './request.ts'

export interface RouteOptions {
  lane: Lane
  /** Who asks; refuses a session that is over. */
  admit(request: FastifyRequest): Promise<RequestFacts>
  /** Answers texts; without it registered operations are all that is answered. */
  open?: RouteHandlerMethod
  /** How long one operation may take. */
  operationMs: number
}

/** `POST /graphql`: registered operations to their lane, texts to the open one. */
export function graphqlRoute({ lane, admit, open, operationMs }: RouteOptions): RouteHandlerMethod {
  return function handle(request, reply) {
    const wanted = readRegistered(request.body)
    if (wanted) return answerRegistered(request, reply, wanted)
    return open ? open.call(this, request, reply) : refuse(reply, 404, notRegistered())
  }

  /** A foreign page cannot bring it here: only a JSON body is one, and that needs the browser's permission. */
  async function answerRegistered(request: FastifyRequest, reply: FastifyReply, { id, variables }: RegisteredRequest): Promise<FastifyReply> {
    try {
      const facts = await admit(request)
      const prepared = lane.find(id)
      if (!prepared) return refuse(reply, 404, notRegistered())
      nameOperation(request, prepared.definition.name?.value ?? 'unnamed')
      if (!hasVariables(variables)) return refuse(reply, 400, new GraphQLError('`variables` is an object', { extensions: { code: 'BAD_USER_INPUT' } }))
      const answer = await withinTime(operationMs, facts, async () => lane.run(prepared, variables ?? undefined, facts))
      const status = answer.data === undefined && answer.errors?.some(({ extensions }) => extensions.code === 'BAD_USER_INPUT') ? 400 : 200
      return send(reply, status, answerText(answer))
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      const { http, ...extensions } = error.extensions as { http?: { status?: number } }
      return refuse(reply, http?.status ?? 200, new GraphQLError(error.message, { extensions }))
    }
  }
}

const refuse = (reply: FastifyReply, status: number, error: GraphQLError) => send(reply, status, JSON.stringify({ errors: [error] }))

function send(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store').send(bodyOf(text))
}
