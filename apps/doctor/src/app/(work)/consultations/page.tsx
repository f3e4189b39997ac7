import type { Metadata } from 'next'
import { ChatIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { Care } from '@/frame/workstation'
import { PatientPanel } from '@/patient/patient-panel'

export const metadata: Metadata = { title: '咨询' }

export default function ConsultationsPage() {
  return (
    <Care
      middle={
        <Empty title="还没有选择咨询" mark={<ChatIcon size={28} />}>
          从左侧选择一位患者，或按 Alt N 转到最急的一位。
        </Empty>
      }
      right={<PatientPanel />}
    />
  )
}
