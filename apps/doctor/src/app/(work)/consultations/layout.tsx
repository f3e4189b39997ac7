import type { ReactNode } from 'react'
import { ConsultationList } from '@/consultation/consultation-list'
import { Workstation } from '@/frame/workstation'

export default function ConsultationsLayout({ children }: { children: ReactNode }) {
  return <Workstation left={<ConsultationList />}>{children}</Workstation>
}
