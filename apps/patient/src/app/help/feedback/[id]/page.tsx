import { notFound } from 'next/navigation'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { FeedbackThreadDocument } from '@/graphql/graphql'
import { FeedbackThread } from '@/help/feedback-thread'

export const metadata = { title: '反馈详情' }

export default async function FeedbackPage({ params }: { params: Promise<{ id: string }> }) {
  const { feedback } = await mustRead(FeedbackThreadDocument, { id: (await params).id })
  if (!feedback) notFound()
  return (
    <>
      <NavBar title="反馈详情" back="/help/feedback" />
      <main className="page">
        <GraphProvider>
          <FeedbackThread feedback={feedback} />
        </GraphProvider>
      </main>
    </>
  )
}
