import type { Metadata } from 'next'
import { DepartmentTable } from '@/departments/department-table'
import { Page } from '@/frame/page'
import { read } from '@/graph'
import { DepartmentChoicesDocument } from '@/graphql/graphql'

export const metadata: Metadata = { title: '科室' }

export default async function DepartmentsPage() {
  const { data } = await read(DepartmentChoicesDocument, {})
  const institutions = data?.institutions.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return (
    <Page title="科室" hint="可手工维护，也可与医院信息系统同步；手工修改的内容不会被同步覆盖">
      <DepartmentTable institutions={institutions} />
    </Page>
  )
}
