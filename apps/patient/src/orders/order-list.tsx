'use client'

import { useState } from 'react'
import { useClient } from 'urql'
import { problemOf, type Problem } from '@hospital/web/problem'
import { OrdersDocument, type OrdersQuery, type OrderStatus } from '@/graphql/graphql'
import { OrderEntry } from './order-entry'

interface OrderListProps {
  first: OrdersQuery['orders']
  status?: OrderStatus[]
}

export function OrderList({ first, status }: OrderListProps) {
  const client = useClient()
  const [later, setLater] = useState<OrdersQuery['orders'][]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const pages = [first, ...later]
  const { hasNextPage, endCursor } = pages.at(-1)!.pageInfo

  async function more() {
    setBusy(true)
    const { data, error } = await client.query(OrdersDocument, { status, after: endCursor }, { requestPolicy: 'network-only' })
    setProblem(problemOf(error) ?? undefined)
    if (data) setLater([...later, data.orders])
    setBusy(false)
  }

  return (
    <>
      {pages.flatMap(({ nodes }) => nodes).map((order) => <OrderEntry key={order.id} order={order} />)}
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      {hasNextPage && <button type="button" className="ih-button" disabled={busy} onClick={more}>{busy ? '正在加载…' : '查看更多'}</button>}
    </>
  )
}
