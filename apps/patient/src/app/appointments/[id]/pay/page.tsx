import { notFound, redirect } from 'next/navigation'
import { AwaitOrder } from '@/cashier/await-order'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { AppointmentOrderDocument } from '@/graphql/graphql'

export const metadata = { title: '支付' }

/** From a held slot to its cashier, as soon as its order is there. */
export default async function AppointmentPayPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { appointment } = await mustRead(AppointmentOrderDocument, { id })
  if (!appointment) notFound()
  if (appointment.status !== 'HELD') redirect(`/appointments/${id}`)
  if (appointment.order) redirect(`/pay/${appointment.order.id}`)
  return (
    <>
      <NavBar title="支付" back={`/appointments/${id}`} />
      <main className="page">
        <AwaitOrder back={`/appointments/${id}`} />
      </main>
    </>
  )
}
