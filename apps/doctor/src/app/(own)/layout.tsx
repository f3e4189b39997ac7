import type { ReactNode } from 'react'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { StaffProvider } from '@hospital/web/parts/staff'
import { HospitalClock } from '@/desk/hospital-clock'
import { NotPractitioner } from '@/frame/not-practitioner'
import { mustRead } from '@/graph'
import { StaffMeDocument } from '@/graphql/graphql'
import { OwnFrame } from '@/own/own-frame'
import { mayPractise } from '@/own/standing'

export default async function OwnLayout({ children }: { children: ReactNode }) {
  const { staffMe } = await mustRead(StaffMeDocument, {})
  const { practitioner } = staffMe
  if (!practitioner) return <NotPractitioner />
  const now = hospitalNow()
  return (
    <StaffProvider staff={staffMe}>
      <HospitalClock now={now.getTime()}>
        <OwnFrame institution={practitioner.institution.name} mayWork={mayPractise(practitioner, hospitalDay(now))}>
          {children}
        </OwnFrame>
      </HospitalClock>
    </StaffProvider>
  )
}
