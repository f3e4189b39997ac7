/** What a request came to: data, a refusal with its code, or nothing at all (the process was gone). */
export type Outcome<T> = { data: T } | { code: string } | { gone: true }

export interface Client {
  ask<T = any>(query: string, variables?: Record<string, unknown>): Promise<Outcome<T>>
  /** The data, asked for again until it comes; a refusal other than a passing one throws. */
  insist<T = any>(query: string, variables?: Record<string, unknown>): Promise<T>
}

export interface Tally {
  answered: number
  refused: Map<string, number>
  gone: number
}

export const newTally = (): Tally => ({ answered: 0, refused: new Map(), gone: 0 })

/** Codes that say "try again later" and nothing else. */
export const PASSING = new Set(['SERVICE_UNAVAILABLE', 'HIS_UNAVAILABLE', 'PAYMENT_UNAVAILABLE', 'INSURANCE_UNAVAILABLE', 'SMS_FAILED', 'TOO_MANY_REQUESTS'])
const PATIENCE_MS = 120_000
const REQUEST_MS = 25_000

export class Refused extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}

/** A session at the gateway, as an app holds it. */
export function createClient(gateway: string, tally: Tally, accessToken?: string): Client {
  async function ask<T>(query: string, variables?: Record<string, unknown>): Promise<Outcome<T>> {
    let body: { data?: T; errors?: { extensions?: { code?: string } }[] }
    try {
      const answer = await fetch(`${gateway}/graphql`, {
        method: 'POST', body: JSON.stringify({ query, variables }), signal: AbortSignal.timeout(REQUEST_MS),
        headers: { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) },
      })
      body = (await answer.json()) as typeof body
    } catch {
      tally.gone += 1
      return { gone: true }
    }
    if (!body.errors?.length) {
      tally.answered += 1
      return { data: body.data as T }
    }
    const code = body.errors[0]!.extensions?.code ?? 'NO_CODE'
    tally.refused.set(code, (tally.refused.get(code) ?? 0) + 1)
    return { code }
  }

  return {
    ask,
    async insist<T>(query: string, variables?: Record<string, unknown>) {
      for (const end = Date.now() + PATIENCE_MS; ; await new Promise((resolve) => setTimeout(resolve, 300))) {
        const outcome = await ask<T>(query, variables)
        if ('data' in outcome) return outcome.data
        if ('code' in outcome && !PASSING.has(outcome.code)) throw new Refused(outcome.code)
        if (Date.now() > end) throw new Error(`No answer in ${PATIENCE_MS} ms: ${query.slice(0, 80)}`)
      }
    },
  }
}
