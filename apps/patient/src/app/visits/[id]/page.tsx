import { notFound } from 'next/navigation'
import { formatDay } from '@hospital/web/format'
import { Empty } from '@hospital/web/parts/states'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { appointmentWords } from '@hospital/web/status-words'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { VisitTraceDocument } from '@/graphql/graphql'
import { VisitAxis } from '@/trace/visit-axis'
import styles from '@/trace/trace.module.css'

export const metadata = { title: '就诊全流程' }

export default async function VisitPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { appointment } = await mustRead(VisitTraceDocument, { id })
  if (!appointment) notFound()
  const { department, practitioner, patient, day, status, trace } = appointment
  return (
    <>
      <NavBar title="就诊全流程" back={`/appointments/${id}`} />
      <main className="page">
        <section className="ih-card">
          <div className={styles.head}>
            <h2>
              {department.name} {practitioner?.name}
            </h2>
            <StatusTag status={status} words={appointmentWords} />
          </div>
          <p className={styles.lead}>
            {patient.name}
            <Dot />
            {formatDay(day)}
          </p>
        </section>
        {trace.length === 0 ? (
          <Empty title="还没有记录">支付挂号费、签到、叫号、缴费和报告都会记录在这里。</Empty>
        ) : (
          <section className="ih-card" aria-label="就诊经过">
            <VisitAxis trace={trace} />
          </section>
        )}
      </main>
    </>
  )
}
