import { notFound } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { QueueLive } from '@/queue/queue-live'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { QueuePageDocument } from '@/graphql/graphql'

export const metadata = { title: '候诊进度' }

export default async function QueuePage({ params }: { params: Promise<{ ticketId: string }> }) {
  const { ticketId } = await params
  const { queueTicket } = await mustRead(QueuePageDocument, { ticketId })
  if (!queueTicket) notFound()
  return (
    <>
      <NavBar title="候诊进度" back="/appointments" />
      <QueueLive ticket={queueTicket} now={hospitalNow().getTime()} />
    </>
  )
}
