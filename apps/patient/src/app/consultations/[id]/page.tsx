import { notFound } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { BeforeRoom } from '@/consultation/before-room'
import { ConsultationRoom } from '@/consultation/consultation-room'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { ConsultationPageDocument } from '@/graphql/graphql'

export const metadata = { title: '图文咨询' }

export default async function ConsultationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { consultation } = await mustRead(ConsultationPageDocument, { id })
  if (!consultation) notFound()
  const now = hospitalNow().getTime()
  const { conversation } = consultation
  return (
    <GraphProvider>
      {conversation ? (
        <ConsultationRoom key={conversation.id} rendered={consultation} room={conversation} now={now} />
      ) : (
        <>
          <NavBar title="咨询详情" back="/consultations" />
          <main className="page">
            <BeforeRoom consultation={consultation} now={now} />
          </main>
        </>
      )}
    </GraphProvider>
  )
}
