import { notFound, redirect } from 'next/navigation'
import { formatFen } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { RefundFormDocument } from '@/graphql/graphql'
import styles from '@/orders/orders.module.css'
import { AskForm } from '@/refunds/ask-form'

export const metadata = { title: '申请退费' }

export default async function AskRefundPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { order } = await mustRead(RefundFormDocument, { id })
  if (!order) notFound()
  if (order.refundObstacle !== null) redirect(`/orders/${id}`)
  return (
    <>
      <NavBar title="申请退费" back={`/orders/${id}`} />
      <main className="page">
        <section className={`ih-card ${styles.amount}`} aria-label="可退金额">
          <p>可退金额</p>
          <strong className="ih-price">{formatFen(order.refundableFen)}</strong>
          <p>{order.title}</p>
        </section>
        <p className="ih-note" data-tone="plain">退费按原支付方式退回，一般 1–3 个工作日到账；需要审核的，结果会以消息通知您。</p>
        <GraphProvider><AskForm orderId={order.id} /></GraphProvider>
      </main>
    </>
  )
}
