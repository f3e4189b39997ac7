import { cache } from 'react'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { Client, fetchExchange, type AnyVariables, type TypedDocumentNode } from '@urql/core'
import { gatewayUrl } from './environment.ts'
import { idExchange } from './operations/id-exchange.ts'
import { pathHeader } from './page-proxy.ts'
import { problemOf, ProblemError, type Problem } from './problem.ts'
import type { Realm } from './realm.ts'
import { tokensFrom } from './session/cookies.ts'
import { callerOf, gatewayHeaders } from './session/gateway.ts'

export type Reading<Data> = { data: Data; problem: null } | { data: Data | null; problem: Problem }

/** How server components of one app read the graph: with the session's token, one client for each request. */
export function reader(realm: Realm) {
  const getClient = cache(async () => {
    const requestHeaders = await headers()
    const tokens = tokensFrom(realm, requestHeaders.get('cookie'))
    return new Client({
      url: `${gatewayUrl()}/graphql`,
      exchanges: [idExchange, fetchExchange],
      preferGetMethod: false,
      fetchOptions: { cache: 'no-store', headers: gatewayHeaders(callerOf(requestHeaders), tokens?.accessToken) },
    })
  })

  /** Reads, and leaves it to the page to show what did not come. A lost session is renewed, or leads to the sign-in page. */
  async function read<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Reading<Data>> {
    const client = await getClient()
    const result = await client.query(document, variables)
    const problem = problemOf(result.error)
    if (problem && isSignedOut(problem)) redirect(await renewalPath())
    return problem ? { data: result.data ?? null, problem } : { data: result.data as Data, problem: null }
  }

  /** Reads what the page is nothing without: anything missing is shown by the nearest error.tsx. */
  async function mustRead<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    const { data, problem } = await read(document, variables)
    if (problem) throw new ProblemError(problem)
    return data
  }

  /** Whether this request came with a session (which the graph may still refuse). */
  async function isSignedIn(): Promise<boolean> {
    return tokensFrom(realm, (await headers()).get('cookie')) !== null
  }

  return { getClient, read, mustRead, isSignedIn }
}

function isSignedOut({ code }: Problem): boolean {
  return code === 'UNAUTHENTICATED' || code === 'SESSION_EXPIRED'
}

async function renewalPath(): Promise<string> {
  const path = (await headers()).get(pathHeader) ?? '/'
  return `/api/session/renew?next=${encodeURIComponent(path)}`
}
