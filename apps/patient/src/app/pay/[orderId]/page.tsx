import { notFound, redirect } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Cashier } from '@/cashier/cashier'
import { subjectPath } from '@/cashier/subject-path'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { CashierDocument } from '@/graphql/graphql'

export const metadata = { title: '支付' }

export default async function PayPage({ params }: { params: Promise<{ orderId: string }> }) {
  const { orderId } = await params
  const { order, paymentMethods } = await mustRead(CashierDocument, { orderId })
  if (!order) notFound()
  const back = order.subject ? subjectPath(order.subject) : '/orders'
  if (order.status !== 'OPEN') redirect(back)
  return (
    <>
      <NavBar title="支付" back={back} />
      <GraphProvider>
        <Cashier order={order} methods={paymentMethods} now={hospitalNow().getTime()} />
      </GraphProvider>
    </>
  )
}
