import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { SentMessageTable } from '@/sent-messages/sent-message-table'

export const metadata: Metadata = { title: '发送记录' }

export default function SentMessagesPage() {
  return (
    <Page title="发送记录" hint="发给患者与医护的每一条消息，按渠道">
      <SentMessageTable />
    </Page>
  )
}
