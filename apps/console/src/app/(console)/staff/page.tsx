import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { read } from '@/graph'
import { DepartmentChoicesDocument } from '@/graphql/graphql'
import { StaffTable } from '@/staff/staff-table'

export const metadata: Metadata = { title: '医护人员' }

export default async function StaffPage() {
  const { data } = await read(DepartmentChoicesDocument, {})
  return (
    <Page title="医护人员" hint="来自医院信息系统，每次同步后更新">
      <StaffTable institutions={data?.institutions.map(({ id, name }) => ({ value: id, label: name })) ?? []} />
    </Page>
  )
}
