import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { read } from '@/graph'
import { DepartmentChoicesDocument } from '@/graphql/graphql'
import { QrCodeTable } from '@/qr-codes/qr-code-table'

export const metadata: Metadata = { title: '二维码' }

export default async function QrCodesPage() {
  const { data } = await read(DepartmentChoicesDocument, {})
  const institutions = data?.institutions.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return (
    <Page title="二维码" hint="为医生、科室和公众号批量生成可统计的二维码">
      <QrCodeTable institutions={institutions} />
    </Page>
  )
}
