import type { Metadata } from 'next'
import { BlacklistTable } from '@/blacklist/blacklist-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '黑名单' }

export default function BlacklistPage() {
  return (
    <Page title="黑名单" hint="到期自动恢复；在患者详情里加入">
      <BlacklistTable />
    </Page>
  )
}
