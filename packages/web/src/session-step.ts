import { problemOfGraphqlError, type Problem } from './problem.ts'

type Outcome<Data> = { data: Data; problem: null } | { data: null; problem: Problem }

/** A step of signing in or out, taken on our own server. Never throws: what went wrong comes back as words. */
export async function takeSessionStep<Data = unknown>(step: string, input: object = {}): Promise<Outcome<Data>> {
  try {
    const response = await fetch(`/api/session/${step}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ input }),
    })
    const requestId = response.headers.get('x-request-id') ?? undefined
    const { data, errors } = await response.json()
    if (errors?.[0]) return { data: null, problem: problemOfGraphqlError(errors[0], requestId) }
    return { data, problem: null }
  } catch {
    return { data: null, problem: { code: 'NETWORK', message: '网络不通，请检查网络后再试。' } }
  }
}
