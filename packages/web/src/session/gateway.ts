import { gatewayUrl } from '../environment.ts'
import { operationId } from '../operations/operation-id.ts'

/** What of a caller's request the gateway should know: limits and the audit log look at it. */
export interface Caller {
  requestId: string
  ip?: string
  userAgent?: string
}

const requestIdForm = /^[\w.-]{8,64}$/

export function callerOf(headers: Headers): Caller {
  const given = headers.get('x-request-id') ?? ''
  return {
    requestId: requestIdForm.test(given) ? given : crypto.randomUUID(),
    ip: headers.get('x-forwarded-for') ?? undefined,
    userAgent: headers.get('user-agent') ?? undefined,
  }
}

export function gatewayHeaders(caller: Caller, accessToken?: string): Record<string, string> {
  return {
    'x-request-id': caller.requestId,
    ...(caller.ip && { 'x-forwarded-for': caller.ip }),
    ...(caller.userAgent && { 'user-agent': caller.userAgent }),
    ...(accessToken && { authorization: `Bearer ${accessToken}` }),
  }
}

export class GatewayUnreachable extends Error {
  constructor(cause: unknown) {
    super('the gateway did not answer', { cause })
    this.name = 'GatewayUnreachable'
  }
}

const patienceMs = 30_000

/** Posts to the gateway. Throws GatewayUnreachable when nobody answers; every answer, good or bad, is returned. */
export async function postToGateway(path: string, body: string, caller: Caller, accessToken?: string): Promise<Response> {
  try {
    return await fetch(gatewayUrl() + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...gatewayHeaders(caller, accessToken) },
      body,
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    })
  } catch (error) {
    throw new GatewayUnreachable(error)
  }
}

export interface GraphqlAnswer<Data> {
  data?: Data | null
  errors?: { message: string; extensions?: Record<string, unknown> }[]
}

/** Asks one of our own operations, by its id. */
export async function askGateway<Data>(query: string, variables: object, caller: Caller, accessToken?: string): Promise<GraphqlAnswer<Data>> {
  const response = await postToGateway('/graphql', JSON.stringify({ documentId: operationId(query), variables }), caller, accessToken)
  try {
    return (await response.json()) as GraphqlAnswer<Data>
  } catch (error) {
    throw new GatewayUnreachable(error)
  }
}

const signedOut = new Set<unknown>(['UNAUTHENTICATED', 'SESSION_EXPIRED'])

export function isUnauthenticated(answer: GraphqlAnswer<unknown>): boolean {
  return answer.errors?.some((error) => signedOut.has(error.extensions?.code)) ?? false
}
