import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { PageBoard } from '@/page-design/page-board'

export const metadata: Metadata = { title: '页面设计' }

export default function PagesPage() {
  return (
    <Page title="页面设计" hint="按机构与终端逐级沿用，发布后患者端立即生效">
      <PageBoard />
    </Page>
  )
}
