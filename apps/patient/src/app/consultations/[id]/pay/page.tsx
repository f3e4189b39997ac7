import { notFound, redirect } from 'next/navigation'
import { AwaitOrder } from '@/cashier/await-order'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { ConsultationOrderDocument } from '@/graphql/graphql'

export const metadata = { title: '支付' }

/** From a request to its cashier, as soon as its order is there. */
export default async function ConsultationPayPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { consultation } = await mustRead(ConsultationOrderDocument, { id })
  if (!consultation) notFound()
  if (consultation.status !== 'AWAITING_PAYMENT') redirect(`/consultations/${id}`)
  if (consultation.order) redirect(`/pay/${consultation.order.id}`)
  return (
    <>
      <NavBar title="支付" back={`/consultations/${id}`} />
      <main className="page">
        <AwaitOrder back={`/consultations/${id}`} />
      </main>
    </>
  )
}
