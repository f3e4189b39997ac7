import Link from 'next/link'
import { notFound } from 'next/navigation'
import { formatFen } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { orderWords } from '@hospital/web/status-words'
import { InsuranceSplit } from '@/cashier/insurance-split'
import { subjectPath, subjectWord as wordOf } from '@/cashier/subject-path'
import { ActionBar } from '@/frame/action-bar'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { OrderPageDocument } from '@/graphql/graphql'
import { OrderFacts, Refunds } from '@/orders/order-facts'
import styles from '@/orders/orders.module.css'
import { RefundRequests } from '@/refunds/refund-requests'

export const metadata = { title: '订单详情' }

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { order } = await mustRead(OrderPageDocument, { id })
  if (!order) notFound()
  const { subject } = order
  const payable = order.availableActions.includes('startPayment')
  const subjectWord = subject ? wordOf(subject.__typename) : ''
  const asked = order.refundRequests.some(({ status }) => status === 'PENDING' || status === 'APPROVED')
  const paid = ['PAID', 'FULFILLED', 'PARTLY_REFUNDED'].includes(order.status)
  return (
    <>
      <NavBar title="订单详情" back="/orders" />
      <main className="page">
        <section className={`ih-card ${styles.amount}`} aria-label="金额">
          <StatusTag status={order.status} words={orderWords} />
          <strong className="ih-price">{formatFen(order.amountFen)}</strong>
          <p>{order.title}</p>
        </section>
        <OrderFacts order={order} />
        {order.insurance && order.insurance.status !== 'FAILED' && order.insurance.status !== 'PRESETTLED' && <InsuranceSplit split={order.insurance} />}
        {order.refundRequests.length > 0 && <RefundRequests requests={order.refundRequests} />}
        {order.refunds.length > 0 && <Refunds refunds={order.refunds} />}
        {paid && !asked && order.refundObstacle === null && <Link className="ih-button" data-kind="quiet" href={`/orders/${id}/refund`} prefetch={false}>申请退费</Link>}
        {paid && !asked && order.refundObstacle && <p className="ih-note" data-tone="plain">{order.refundObstacle}</p>}
        {subject && payable && <Link className="ih-button" data-kind="quiet" href={subjectPath(subject)} prefetch={false}>{subjectWord}</Link>}
      </main>
      {(payable || subject) && (
        <ActionBar>
          <Link className="ih-button" data-kind="primary" href={payable ? `/pay/${id}` : subjectPath(subject!)} prefetch={false}>{payable ? '去支付' : subjectWord}</Link>
        </ActionBar>
      )}
    </>
  )
}
