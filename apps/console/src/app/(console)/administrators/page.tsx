import type { Metadata } from 'next'
import { AdministratorTable } from '@/administrators/administrator-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '管理员' }

export default function AdministratorsPage() {
  return (
    <Page title="管理员" hint="停用、改角色、重置都立即生效">
      <AdministratorTable />
    </Page>
  )
}
