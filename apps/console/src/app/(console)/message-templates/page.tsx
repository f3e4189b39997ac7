import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { TemplateBoard } from '@/message-templates/template-board'

export const metadata: Metadata = { title: '消息模板' }

export default function MessageTemplatesPage() {
  return (
    <Page title="消息模板" hint="各项业务发生时是否通知、通过什么渠道、说什么">
      <TemplateBoard />
    </Page>
  )
}
