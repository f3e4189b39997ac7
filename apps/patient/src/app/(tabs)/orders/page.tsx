import Link from 'next/link'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { OrdersIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { NavTitle } from '@/frame/nav-title'
import { read } from '@/graph'
import { OrdersDocument } from '@/graphql/graphql'
import { orderFilters } from '@/orders/order-filters'
import { OrderList } from '@/orders/order-list'
import styles from '@/orders/orders.module.css'

export const metadata = { title: '我的订单' }

export default async function OrdersPage({ searchParams }: { searchParams: Promise<{ status?: string }> }) {
  const { status = 'ALL' } = await searchParams
  const key = Object.hasOwn(orderFilters, status) ? status : 'ALL'
  const filter = orderFilters[key]!
  const { data, problem } = await read(OrdersDocument, { status: filter.status })
  return (
    <>
      <NavTitle title="我的订单" />
      <nav className={styles.filters} aria-label="订单状态">
        {Object.entries(orderFilters).map(([one, { word }]) => (
          <Link key={one} href={one === 'ALL' ? '/orders' : `/orders?status=${one}`} replace prefetch={false} aria-current={one === key ? 'page' : undefined}>{word}</Link>
        ))}
      </nav>
      <main className="page">
        {problem && <ErrorState problem={problem} title="订单没有加载出来" />}
        {data?.orders.nodes.length === 0 && (
          <Empty title={key === 'ALL' ? '还没有订单' : `没有${filter.word}的订单`} mark={<OrdersIcon size={32} />} ways={<Link className="ih-button" data-kind="primary" href="/booking" prefetch={false}>预约挂号</Link>}>
            挂号和咨询产生的订单都会在这里。
          </Empty>
        )}
        {data && data.orders.nodes.length > 0 && (
          <GraphProvider>
            <OrderList key={key} first={data.orders} status={filter.status} />
          </GraphProvider>
        )}
      </main>
    </>
  )
}
