import type { Metadata } from 'next'
import { OrderTable } from '@/orders/order-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '全部订单' }

export default function OrdersPage() {
  return (
    <Page title="全部订单" hint="每次购买一条，按下单时间倒序">
      <OrderTable />
    </Page>
  )
}
