import { notFound } from 'next/navigation'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { QrCodeIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { HealthCardFormDocument } from '@/graphql/graphql'
import { house } from '@/house/house'
import { ApplicationForm } from '@/health-card/application-form'

export const metadata = { title: '领取电子健康卡' }

export default async function ApplyHealthCardPage({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, { institutionId }] = await Promise.all([params, house()])
  const { patient, me, healthCardChannels, text } = await mustRead(HealthCardFormDocument, { id, consentKey: 'healthCard.consent', institutionId })
  if (!patient || !text) notFound()
  const channels = healthCardChannels.filter(({ code }) => !patient.healthCards.some(({ channel }) => channel === code))
  return (
    <>
      <NavBar title="领取电子健康卡" back={`/patients/${id}/health-card`} />
      <main className="page">
        {channels.length === 0
          ? <Empty title="没有可领取的电子健康卡" mark={<QrCodeIcon size={32} />}>{patient.healthCards.length > 0 ? '各渠道的电子健康卡都已领取。' : '医院还没有开通电子健康卡，请使用就诊卡。'}</Empty>
          : <GraphProvider><ApplicationForm patient={patient} channels={channels} form={text} institutionId={institutionId} phoneKnown={patient.maskedPhone ?? me.maskedPhone} /></GraphProvider>}
      </main>
    </>
  )
}
