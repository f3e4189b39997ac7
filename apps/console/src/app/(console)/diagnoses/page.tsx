import type { Metadata } from 'next'
import { DiagnosisTable } from '@/catalogue/diagnosis-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '疾病诊断库' }

export default function DiagnosesPage() {
  return (
    <Page title="疾病诊断库" hint="支持名称、编码与拼音首字母">
      <DiagnosisTable />
    </Page>
  )
}
