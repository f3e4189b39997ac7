import { notFound } from 'next/navigation'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Empty } from '@hospital/web/parts/states'
import { TopUpForm } from '@/cards/top-up-form'
import { NavBar } from '@/frame/nav-bar'
import { mustRead, read } from '@/graph'
import { CardAccountDocument, PersonCardsDocument } from '@/graphql/graphql'

export const metadata = { title: '就诊卡充值' }

export default async function CardTopUpPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const [{ patient }, { data }] = await Promise.all([mustRead(PersonCardsDocument, { id }), read(CardAccountDocument, { patientId: id })])
  if (!patient) notFound()
  const account = data?.hospitalCardAccount
  return (
    <>
      <NavBar title="就诊卡充值" back={`/patients/${id}/code`} />
      <main className="page">
        {account
          ? <GraphProvider><TopUpForm patientId={id} name={patient.name} account={account} /></GraphProvider>
          : <Empty title="现在不能充值">该就诊人没有就诊卡，或医院系统暂时无法连接。未产生费用，请稍后重试或到门诊窗口办理。</Empty>}
      </main>
    </>
  )
}
