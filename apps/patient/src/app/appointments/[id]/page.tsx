import { notFound } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { AppointmentActions } from '@/appointment/appointment-actions'
import { AppointmentFacts } from '@/appointment/appointment-facts'
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
        <GraphProvider>
          <AppointmentActions appointment={appointment} now={hospitalNow().getTime()} />
        </GraphProvider>
      </main>
    </>
  )
}
