import type { FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import type { PublicClientViewer } from '@hospital/access/viewer'
import { REFUSALS } from '@hospital/subgraph/refusal'
import type { Rates } from '../limits/rates.ts'
import type { Limits } from '../limits/settings.ts'
import type { Sessions } from '../session/sessions.ts'

export interface PublicAdmission {
  sessions: Sessions
  rates: Rates
  limits: Limits
}

/** Who asks, by a client's access token alone, with what the token was asked for; counted. Refuses as RFC 6750 says. */
export async function admitClient(request: FastifyRequest, reply: FastifyReply, { sessions, rates, limits }: PublicAdmission): Promise<PublicClientViewer> {
  const admission = await sessions.admit(request.headers.authorization, 'client').catch(async (error) => {
    await rates.count(request, reply, { key: `address ${request.ip}`, most: limits.requestsPerAddress })
    throw error instanceof GraphQLError ? unauthorized(reply, 'Bearer realm="hospital", error="invalid_token"', 'TOKEN_INVALID', 'The access token is expired, revoked or none of ours.') : error
  })
  if (admission?.viewer.kind !== 'PUBLIC_CLIENT') {
    await rates.count(request, reply, { key: `address ${request.ip}`, most: limits.requestsPerAddress })
    throw unauthorized(reply, 'Bearer realm="hospital"', 'UNAUTHENTICATED', REFUSALS.UNAUTHENTICATED)
  }
  const { viewer, token } = admission
  await rates.count(request, reply, { key: `client ${viewer.clientId}`, most: Number.isFinite(limits.requestsPerSession) ? viewer.perMinute : limits.requestsPerSession })
  return { ...viewer, scopes: viewer.scopes.filter((scope) => token.scopes?.includes(scope)) }
}

function unauthorized(reply: FastifyReply, challenge: string, code: string, message: string): GraphQLError {
  void reply.header('www-authenticate', challenge)
  return new GraphQLError(message, { extensions: { code, http: { status: 401 } } })
}
