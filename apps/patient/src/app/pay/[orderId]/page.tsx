import { notFound, redirect } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Cashier } from '@/cashier/cashier'
import { subjectPath } from '@/cashier/subject-path'
import { NavBar } from '@/frame/nav-bar'
import { mustRead, read } from '@/graph'
import { CardAccountDocument, CashierDocument } from '@/graphql/graphql'

export const metadata = { title: '支付' }

interface Props {
  params: Promise<{ orderId: string }>
  searchParams: Promise<{ ecToken?: string }>
}

export default async function PayPage({ params, searchParams }: Props) {
  const [{ orderId }, { ecToken }] = await Promise.all([params, searchParams])
  const { order, paymentMethods } = await mustRead(CashierDocument, { orderId })
  if (!order) notFound()
  const back = order.subject ? subjectPath(order.subject) : '/orders'
  if (order.status !== 'OPEN') redirect(back)
  // A hospital system that cannot be reached leaves the other ways to pay.
  const card = order.patient && paymentMethods.includes('HOSPITAL_CARD') ? (await read(CardAccountDocument, { patientId: order.patient.id })).data?.hospitalCardAccount : undefined
  return (
    <>
      <NavBar title="支付" back={back} />
      <GraphProvider>
        <Cashier order={order} methods={paymentMethods} balanceFen={card?.balanceFen} ecToken={ecToken} now={hospitalNow().getTime()} />
      </GraphProvider>
    </>
  )
}
