import type { Metadata } from 'next'
import { BannerTable } from '@/content/banner-table'
import { Page } from '@/frame/page'
import { read } from '@/graph'
import { DepartmentChoicesDocument } from '@/graphql/graphql'

export const metadata: Metadata = { title: '轮播图' }

export default async function BannersPage() {
  const { data } = await read(DepartmentChoicesDocument, {})
  return (
    <Page title="轮播图" hint="按运营位、终端与时间展示在患者端，并统计展示与点击">
      <BannerTable institutions={data?.institutions.map(({ id, name }) => ({ value: id, label: name })) ?? []} />
    </Page>
  )
}
