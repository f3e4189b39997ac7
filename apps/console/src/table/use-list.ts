'use client'

import { useCallback, useMemo } from 'react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useQuery, type TypedDocumentNode } from 'urql'
import { problemOf, type Problem } from '@hospital/web/problem'
import { readAddress, writeAddress, type ListAddress } from './address'
import type { FilterValues } from './filters'

export const pageSize = 20

export interface Connection<Row> {
  nodes: Row[]
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
  totalCount?: number
}

/** How a list is asked of the graph. */
export interface ListSource<Data, Variables extends object, Row> {
  document: TypedDocumentNode<Data, Variables>
  variables(filters: FilterValues, page: { first: number; after: string | null }): Variables
  connection(data: Data): Connection<Row>
}

export interface List<Row> {
  address: ListAddress
  connection: Connection<Row> | null
  problem: Problem | null
  loading: boolean
  reload(): void
  go(change: Partial<ListAddress>): void
}

/** One page of a list: what the address says is what is asked. */
export function useList<Data, Variables extends object, Row>(source: ListSource<Data, Variables, Row>): List<Row> {
  const path = usePathname()
  const params = useSearchParams()
  const address = useMemo(() => readAddress(new URLSearchParams(params)), [params])
  const variables = source.variables(address.filters, { first: pageSize, after: address.after })
  const [{ data, error, fetching, stale }, ask] = useQuery({ query: source.document, variables })
  const go = useCallback(
    // Without the router: the page around the list stays as it is, only the list follows its address.
    (change: Partial<ListAddress>) => window.history.pushState(null, '', path + writeAddress({ ...address, ...change })),
    [path, address],
  )
  return {
    address,
    connection: data ? source.connection(data) : null,
    problem: problemOf(error),
    loading: fetching || stale,
    reload: () => ask({ requestPolicy: 'network-only' }),
    go,
  }
}
