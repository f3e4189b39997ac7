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
    <Page title="科室" hint="来自医院信息系统，每次同步后更新">
      <DepartmentTable institutions={institutions} />
    </Page>
  )
}
