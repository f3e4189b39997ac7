import type { Metadata } from 'next'
import { BannerTable } from '@/content/banner-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '轮播图' }

export default function BannersPage() {
  return (
    <Page title="轮播图" hint="按运营位、终端与时间展示在患者端，并统计展示与点击">
      <BannerTable />
    </Page>
  )
}
