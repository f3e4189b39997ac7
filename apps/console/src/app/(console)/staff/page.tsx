import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { read } from '@/graph'
import { DepartmentChoicesDocument } from '@/graphql/graphql'
import { StaffTable } from '@/staff/staff-table'

export const metadata: Metadata = { title: '医护人员' }

export default async function StaffPage() {
  const { data } = await read(DepartmentChoicesDocument, {})
  return (
    <Page title="医护人员" hint="可手工维护，也可与医院信息系统同步；手工修改的内容不会被同步覆盖">
      <StaffTable institutions={data?.institutions.map(({ id, name }) => ({ value: id, label: name })) ?? []} />
    </Page>
  )
}
