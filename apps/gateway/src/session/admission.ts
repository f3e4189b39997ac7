import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import { ANONYMOUS } from '@hospital/access/viewer'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { REFUSALS } from '@hospital/subgraph/refusal'
import type { Rates } from '../limits/rates.ts'
import type { Limits } from '../limits/settings.ts'
import { originOf } from './request.ts'
import type { Admission, Sessions } from './sessions.ts'

export interface AdmissionOptions {
  sessions: Sessions
  rates: Rates
  limits: Limits
}

type Known = Pick<RequestFacts, 'viewer' | 'viewerChanged'>

const admitted = new WeakMap<FastifyRequest, Known>()

/** Finds out who asks, and counts it, before a body is read: whoever may not come costs nothing more. */
export function admitRequests(scope: FastifyInstance, { sessions, rates, limits }: AdmissionOptions): void {
  scope.addHook('onRequest', async (request, reply) => {
    if (request.method === 'OPTIONS') return
    const address = { key: `address ${request.ip}`, most: limits.requestsPerAddress }
    const admission = await admit(request, sessions).catch(async (error) => {
      await rates.count(request, reply, address)
      throw error
    })
    await rates.count(request, reply, admission ? { key: `session ${admission.token.sessionId}`, most: limits.requestsPerSession } : address)
    if (admission) admitted.set(request, { viewer: admission.viewer, viewerChanged: () => sessions.forget(admission.token) })
  })
}

/** What is known of a request that was let in. */
export function factsOf(request: FastifyRequest): RequestFacts {
  return { viewer: ANONYMOUS, ...admitted.get(request), requestId: request.id, origin: originOf(request) }
}

async function admit(request: FastifyRequest, sessions: Sessions): Promise<Admission | undefined> {
  try {
    return await sessions.admit(request.headers.authorization)
  } catch (error) {
    if (error instanceof GraphQLError) throw error
    request.log.error({ err: error, requestId: request.id }, 'session not found out')
    throw new GraphQLError(REFUSALS.SERVICE_UNAVAILABLE, { extensions: { code: 'SERVICE_UNAVAILABLE', requestId: request.id, http: { status: 503 } } })
  }
}
