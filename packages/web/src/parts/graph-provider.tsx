'use client'

import { useState, type ReactNode } from 'react'
import { cacheExchange, Client, fetchExchange, Provider, type Exchange } from 'urql'
import { never } from 'wonka'
import { idExchange } from '../operations/id-exchange.ts'
import { outdatedExchange } from '../reading/outdated-exchange.ts'

/** The browser's client: queries and mutations through our own server, which adds the session's token. */
export function GraphProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createBrowserClient)
  return <Provider value={client}>{children}</Provider>
}

/** While a server renders, client-side queries wait: the browser asks them. */
const silentExchange: Exchange = () => () => never

function createBrowserClient(): Client {
  return new Client({
    url: '/api/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: typeof window === 'undefined' ? [silentExchange] : [cacheExchange, outdatedExchange, idExchange, fetchExchange],
  })
}
