import type { Metadata } from 'next'
import { FeedbackTable } from '@/feedback/feedback-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '意见反馈' }

export default function FeedbackDeskPage() {
  return (
    <Page title="意见反馈" hint="患者端与医护端提交的意见、问题和投诉">
      <FeedbackTable />
    </Page>
  )
}
