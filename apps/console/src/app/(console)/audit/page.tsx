import type { Metadata } from 'next'
import { AuditTable } from '@/audit/audit-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '系统日志' }

export default function AuditPage() {
  return (
    <Page title="系统日志" hint="只增不改，记录谁在何时何地做了什么">
      <AuditTable />
    </Page>
  )
}
