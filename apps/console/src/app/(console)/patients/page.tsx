import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { PatientTable } from '@/patients/patient-table'

export const metadata: Metadata = { title: '患者' }

export default function PatientsPage() {
  return (
    <Page title="患者" hint="证件号与手机号默认隐藏，查看完整信息会记入日志">
      <PatientTable />
    </Page>
  )
}
