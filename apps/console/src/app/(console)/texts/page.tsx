import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { read } from '@/graph'
import { DepartmentChoicesDocument } from '@/graphql/graphql'
import { TextTable } from '@/texts/text-table'

export const metadata: Metadata = { title: '文案' }

export default async function TextsPage() {
  const { data } = await read(DepartmentChoicesDocument, {})
  const institutions = data?.institutions.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return (
    <Page title="文案" hint="提示信息与知情同意书；已发布的版本不可修改，同意记录对应当时的版本">
      <TextTable institutions={institutions} />
    </Page>
  )
}
