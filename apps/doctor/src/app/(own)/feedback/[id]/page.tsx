import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FeedbackThread } from '@/feedback/feedback-thread'
import { mustRead } from '@/graph'
import { FeedbackThreadDocument } from '@/graphql/graphql'

export const metadata: Metadata = { title: '反馈详情' }

export default async function FeedbackThreadPage({ params }: { params: Promise<{ id: string }> }) {
  const { feedback } = await mustRead(FeedbackThreadDocument, { id: (await params).id })
  if (!feedback) notFound()
  return (
    <>
      <h1>反馈详情</h1>
      <FeedbackThread feedback={feedback} />
    </>
  )
}
