import Link from 'next/link'
import { redirect } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { WalletIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { Together } from '@/cashier/together'
import { NavBar } from '@/frame/nav-bar'
import { mustRead, read } from '@/graph'
import { CardAccountDocument, PayTogetherDocument } from '@/graphql/graphql'

export const metadata = { title: '合并支付' }

export default async function PayTogetherPage({ searchParams }: { searchParams: Promise<{ orders?: string }> }) {
  const ids = ((await searchParams).orders ?? '').split(',').filter(Boolean).slice(0, 20)
  if (!ids.length) redirect('/orders?status=OPEN')
  const { orders } = await mustRead(PayTogetherDocument, { ids })
  const payable = orders.nodes.filter(({ availableActions }) => availableActions.includes('startPayment'))
  const { paymentMethods } = await mustRead(PayTogetherDocument, { ids: payable.map(({ id }) => id) })
  // The card pays for the orders of one person.
  const patient = paymentMethods.includes('HOSPITAL_CARD') ? payable[0]?.patient : undefined
  const card = patient && (await read(CardAccountDocument, { patientId: patient.id })).data?.hospitalCardAccount
  return (
    <>
      <NavBar title="合并支付" back="/bills" />
      {payable.length === 0 ? (
        <main className="page"><Empty title="没有可支付的订单" mark={<WalletIcon size={32} />} ways={<Link className="ih-button" data-kind="primary" href="/orders" prefetch={false}>查看订单</Link>}>可能已支付、已取消或超过支付时间。</Empty></main>
      ) : (
        <GraphProvider><Together key={payable.map(({ id }) => id).join()} orders={payable} missing={ids.length - payable.length} methods={paymentMethods} balanceFen={card?.balanceFen} now={hospitalNow().getTime()} /></GraphProvider>
      )}
    </>
  )
}
