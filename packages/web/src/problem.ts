import type { CombinedError } from '@urql/core'

/** Why something did not work, in words for the person at the screen. Serialisable: it crosses from server to client components. */
export interface Problem {
  code: string
  message: string
  requestId?: string
  details?: Record<string, unknown>
}

const spoken: Record<string, string> = {
  NETWORK: '网络不通，已填写的内容都还在。请检查网络后再试。',
  GATEWAY_UNREACHABLE: '医院系统暂时连不上，请稍后再试。',
  UNAUTHENTICATED: '登录已过期，请重新登录。',
  FORBIDDEN: '您没有查看或办理此项的权限。',
  INTERNAL: '系统出了点问题，我们已经记录。请稍后再试。',
}

const chinese = /\p{Script=Han}/u

/** Refusals bring their own Chinese sentence; anything technical is replaced by one of ours. */
function sentence(code: string, message: string): string {
  if (chinese.test(message)) return message
  return spoken[code] ?? spoken.INTERNAL!
}

interface GraphqlErrorShape {
  message: string
  extensions?: Record<string, unknown>
}

export function problemOfGraphqlError(error: GraphqlErrorShape, requestId?: string): Problem {
  const { code = 'INTERNAL', requestId: own, details } = error.extensions ?? {}
  return {
    code: String(code),
    message: sentence(String(code), error.message),
    requestId: typeof own === 'string' ? own : requestId,
    details: details as Problem['details'],
  }
}

export function problemOf(error: CombinedError | Error | undefined | null): Problem | null {
  if (!error) return null
  if (error instanceof ProblemError) return error.problem
  const requestId = requestIdOf(error)
  const [first] = 'graphQLErrors' in error ? error.graphQLErrors : []
  if (first) return problemOfGraphqlError(first, requestId)
  return { code: 'NETWORK', message: spoken.NETWORK!, requestId }
}

function requestIdOf(error: Error): string | undefined {
  const response = 'response' in error ? (error.response as Response | undefined) : undefined
  return response?.headers?.get('x-request-id') ?? undefined
}

const passing = new Set<unknown>([undefined, 'NETWORK', 'GATEWAY_UNREACHABLE', 'INTERNAL', 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'TOO_MANY_REQUESTS'])

/** Asked again in a moment, the same may be answered. */
export function isPassing(code: unknown): boolean {
  return passing.has(code)
}

/** Thrown by server components: its digest is all that Next lets through to error.tsx. */
export class ProblemError extends Error {
  readonly digest: string
  constructor(readonly problem: Problem) {
    super(problem.message)
    this.name = 'ProblemError'
    this.digest = `problem:${problem.code}:${problem.requestId ?? ''}`
  }
}

/** What error.tsx can still say about an error that crossed from the server. */
export function problemOfDigest(error: Error & { digest?: string }): Problem {
  const [mark, code, requestId] = (error.digest ?? '').split(':')
  if (mark !== 'problem' || !code) return { code: 'INTERNAL', message: spoken.INTERNAL!, requestId: error.digest }
  return { code, message: spoken[code] ?? spoken.INTERNAL!, requestId: requestId || undefined }
}
