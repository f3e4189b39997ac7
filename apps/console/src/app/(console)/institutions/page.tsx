import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { InstitutionTable } from '@/institutions/institution-table'

export const metadata: Metadata = { title: '机构' }

export default function InstitutionsPage() {
  return (
    <Page title="机构" hint="总院与院区，可手工维护，也可与医院信息系统同步">
      <InstitutionTable />
    </Page>
  )
}
