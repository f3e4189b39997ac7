import Link from 'next/link'
import { notFound } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { AppointmentActions } from '@/appointment/appointment-actions'
import { AppointmentFacts } from '@/appointment/appointment-facts'
import { OtherClinics } from '@/appointment/other-clinics'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { AppointmentPageDocument } from '@/graphql/graphql'

export const metadata = { title: '挂号详情' }

export default async function AppointmentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { appointment } = await mustRead(AppointmentPageDocument, { id })
  if (!appointment) notFound()
  return (
    <>
      <NavBar title="挂号详情" back="/appointments" />
      <main className="page">
        <AppointmentFacts appointment={appointment} />
        {appointment.status === 'STOPPED' && <OtherClinics department={appointment.department} alternatives={appointment.alternatives} />}
        <Link className="ih-button" href={`/visits/${id}`} prefetch={false}>就诊全流程</Link>
        <GraphProvider>
          <AppointmentActions appointment={appointment} now={hospitalNow().getTime()} />
        </GraphProvider>
      </main>
    </>
  )
}
