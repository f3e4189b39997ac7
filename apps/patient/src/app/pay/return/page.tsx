import { notFound } from 'next/navigation'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
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
  return (
    <>
      <NavBar title="支付结果" back="/orders" />
      <main className="page">
        <GraphProvider>
          <PaymentOutcome order={order} />
        </GraphProvider>
      </main>
    </>
  )
}
