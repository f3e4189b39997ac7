import Link from 'next/link'
import { Empty } from '@hospital/web/parts/states'
import { Care } from '@/frame/workstation'
import { PatientPanel } from '@/patient/patient-panel'

export default function NotFound() {
  return (
    <Care
      middle={
        <Empty title="没有这条咨询" ways={<Link className="ih-button" data-kind="primary" href="/consultations">返回咨询列表</Link>}>
          它可能不是向您发起的，或链接不完整。
        </Empty>
      }
      right={<PatientPanel />}
    />
  )
}
