import type { Metadata } from 'next'
import { DrugTable } from '@/catalogue/drug-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '药品目录' }

export default function DrugsPage() {
  return (
    <Page title="药品目录" hint="支持名称、编码与拼音首字母">
      <DrugTable />
    </Page>
  )
}
