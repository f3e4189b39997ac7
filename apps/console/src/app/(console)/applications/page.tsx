import type { Metadata } from 'next'
import { ApplicationTable } from '@/applications/application-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '医生审核' }

export default function ApplicationsPage() {
  return (
    <Page title="医生审核" hint="医生、护士与药师的资质申请">
      <ApplicationTable />
    </Page>
  )
}
