import Link from 'next/link'
import { notFound } from 'next/navigation'
import { formatFen } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { StatusTag } from '@hospital/web/parts/tag'
import { orderWords } from '@hospital/web/status-words'
import styles from '@/bills/bills.module.css'
import { PaymentOutcome } from '@/cashier/payment-outcome'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { PaymentResultDocument } from '@/graphql/graphql'

export const metadata = { title: '支付结果' }

/** Where the channel sends the browser back to, and where someone returns who closed the app in the middle. */
export default async function PayReturnPage({ searchParams }: { searchParams: Promise<{ order?: string }> }) {
  const { order: orderId } = await searchParams
  if (!orderId) notFound()
  const { order } = await mustRead(PaymentResultDocument, { orderId })
  if (!order) notFound()
  const parts = (order.payments.find(({ status }) => status === 'SUCCEEDED') ?? order.payments.at(-1))?.orders ?? []
  return (
    <>
      <NavBar title="支付结果" back="/orders" />
      <main className="page">
        <GraphProvider>
          <PaymentOutcome order={order} />
        </GraphProvider>
        {parts.length > 1 && (
          <section className="ih-card">
            <h2>本次合并支付</h2>
            <ul>
              {parts.map(({ id, title, status, amountFen }) => (
                <li key={id} className={styles.part}>
                  <span className={styles.words}><b>{title}</b><small>{formatFen(amountFen)}</small></span>
                  <span className={styles.side}><StatusTag status={status} words={orderWords} /><Link href={`/orders/${id}`} prefetch={false} aria-label={`查看${title}`}>查看</Link></span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </>
  )
}
