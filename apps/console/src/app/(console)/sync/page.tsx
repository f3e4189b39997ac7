import type { Metadata } from 'next'
import { ErrorState } from '@hospital/web/parts/states'
import { Page } from '@/frame/page'
import { read } from '@/graph'
import { LatestJobDocument } from '@/graphql/graphql'
import { SyncBoard } from '@/sync/sync-board'

export const metadata: Metadata = { title: '医院系统同步' }

export default async function SyncPage() {
  const { data, problem } = await read(LatestJobDocument, {})
  return (
    <Page title="医院系统同步" hint="机构、科室、医护人员与 14 天号源；可随时离开本页">
      {problem && !data ? <ErrorState problem={problem} title="同步记录没有加载出来" /> : <SyncBoard latest={data?.jobs.nodes[0]} />}
    </Page>
  )
}
