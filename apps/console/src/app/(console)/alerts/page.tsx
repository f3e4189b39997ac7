import type { Metadata } from 'next'
import { AlertTable } from '@/alerts/alert-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '资金异常' }

export default function AlertsPage() {
  return (
    <Page title="资金异常" hint="需要人核对的收款与退款，按发现时间倒序">
      <AlertTable />
    </Page>
  )
}
