import type { Metadata } from 'next'
import { SiteBoard } from '@/content/site-board'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '微官网' }

export default function SitePagesPage() {
  return (
    <Page title="微官网" hint="医院介绍与就医流程，所有人都可以看到，也会被搜索引擎收录">
      <SiteBoard />
    </Page>
  )
}
