import type { ReactNode } from 'react'
import { redirect } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { StaffProvider } from '@hospital/web/parts/staff'
import { DeskProvider } from '@/desk/desk-provider'
import { HospitalClock } from '@/desk/hospital-clock'
import { NotPractitioner } from '@/frame/not-practitioner'
import { TopBar } from '@/frame/top-bar'
import { mustRead, read } from '@/graph'
import { DeskDocument, StaffMeDocument } from '@/graphql/graphql'
import { mayPractise } from '@/own/standing'

export default async function WorkLayout({ children }: { children: ReactNode }) {
  const { staffMe } = await mustRead(StaffMeDocument, {})
  if (!staffMe.practitioner) return <NotPractitioner />
  if (!mayPractise(staffMe.practitioner, hospitalDay(hospitalNow()))) redirect('/application')
  const { data, problem } = await read(DeskDocument, {})
  return (
    <StaffProvider staff={staffMe}>
      <HospitalClock now={hospitalNow().getTime()}>
        <DeskProvider rendered={data} renderedProblem={problem}>
          <TopBar practitioner={staffMe.practitioner} />
          {children}
        </DeskProvider>
      </HospitalClock>
    </StaffProvider>
  )
}
