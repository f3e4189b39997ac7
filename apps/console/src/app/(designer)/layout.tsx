import type { ReactNode } from 'react'
import { StaffProvider } from '@hospital/web/parts/staff'
import { Admission } from '@/frame/admission'
import { mustRead } from '@/graph'
import { StaffMeDocument } from '@/graphql/graphql'

/** Work that needs the whole screen: no menu, a way back in its own bar. */
export default async function DesignerLayout({ children }: { children: ReactNode }) {
  const { staffMe } = await mustRead(StaffMeDocument, {})
  return (
    <StaffProvider staff={staffMe}>
      <Admission>{children}</Admission>
    </StaffProvider>
  )
}
