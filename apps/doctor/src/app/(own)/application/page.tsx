import type { Metadata } from 'next'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { ApplicationBoard } from '@/application/application-board'
import { mustRead } from '@/graph'
import { MyApplicationsDocument } from '@/graphql/graphql'

export const metadata: Metadata = { title: '资质申请' }

export default async function ApplicationPage() {
  const { staffMe, myApplications } = await mustRead(MyApplicationsDocument, {})
  return (
    <>
      <h1>资质申请</h1>
      <ApplicationBoard practitioner={staffMe.practitioner!} applications={myApplications} today={hospitalDay(hospitalNow())} />
    </>
  )
}
