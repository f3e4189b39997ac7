import type { ReactNode } from 'react'
import { hospitalNow } from '@hospital/web/environment'
import { Refusal } from '@hospital/web/parts/states'
import { SignOutButton } from '@hospital/web/parts/sign-out-button'
import { StaffProvider } from '@hospital/web/parts/staff'
import { DeskProvider } from '@/desk/desk-provider'
import { HospitalClock } from '@/desk/hospital-clock'
import { TopBar } from '@/frame/top-bar'
import { mustRead, read } from '@/graph'
import { DeskDocument, StaffMeDocument } from '@/graphql/graphql'

export default async function WorkLayout({ children }: { children: ReactNode }) {
  const { staffMe } = await mustRead(StaffMeDocument, {})
  if (!staffMe.practitioner) return <NotPractitioner />
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

function NotPractitioner() {
  return (
    <main>
      <Refusal title="这个账号不是医护账号" problem={{ code: 'NOT_PRACTITIONER', message: '医生工作站供医生、护士与药师使用。管理账号请登录运营后台。' }} ways={<SignOutButton />} />
    </main>
  )
}
