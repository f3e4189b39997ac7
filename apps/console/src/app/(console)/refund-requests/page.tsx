import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { RefundRequestTable } from '@/refund-requests/refund-request-table'

export const metadata: Metadata = { title: '退费申请' }

export default function RefundRequestsPage() {
  return (
    <Page title="退费申请" hint="患者在线申请的退费，按申请时间倒序">
      <RefundRequestTable />
    </Page>
  )
}
