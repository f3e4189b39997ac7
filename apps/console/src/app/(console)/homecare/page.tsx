import type { Metadata } from 'next'
import { HomecareTable } from '@/catalogue/homecare-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '护理项目' }

export default function HomecarePage() {
  return (
    <Page title="护理项目" hint="上门护理项目与价格">
      <HomecareTable />
    </Page>
  )
}
