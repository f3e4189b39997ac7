import Link from 'next/link'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { UsersIcon } from '@hospital/web/parts/icons'
import { Empty, Refusal } from '@hospital/web/parts/states'
import { formatHours } from '@/consultation/hours'
import { reportToAsk, type ReportToAsk } from '@/consultation/report-to-ask'
import { RequestFlow } from '@/consultation/request-flow'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { AskDoctorDocument, ConsentFormDocument, type AskDoctorQuery, type ConsentFormQuery, type ConsultingServiceFragment } from '@/graphql/graphql'

export const metadata = { title: '图文咨询' }

export default async function NewConsultationPage({ searchParams }: { searchParams: Promise<{ practitioner?: string; report?: string }> }) {
  const { practitioner: practitionerId, report: reportId } = await searchParams
  if (!practitionerId) redirect('/consultations/doctors')
  const [answer, report] = await Promise.all([mustRead(AskDoctorDocument, { practitionerId }), reportToAsk(reportId)])
  // As the doctor's institution words it: what is read here is what is agreed to.
  const { text } = await mustRead(ConsentFormDocument, { key: answer.consultationRules.consentKey, institutionId: answer.practitioner?.institution.id })
  return (
    <>
      <NavBar title="图文咨询" back={doctorsPath(report)} />
      <main className="page">{contentOf(answer, text, report)}</main>
    </>
  )
}

const doctorsPath = (report: ReportToAsk | null) => `/consultations/doctors${report ? `?report=${report.id}` : ''}`

function contentOf({ practitioner, consultationRules, me }: AskDoctorQuery, form: ConsentFormQuery['text'], report: ReportToAsk | null): ReactNode {
  const service = practitioner?.services.find(({ kind }) => kind === 'TEXT')
  const obstacle = service && form ? obstacleOf(service) : '这位医生暂未开通图文咨询。'
  const others = <Link className="ih-button" data-kind="primary" href={doctorsPath(report)} prefetch={false}>看看其他医生</Link>
  if (!service || !form || obstacle) return <Refusal problem={{ code: 'CONSULTATION_CLOSED', message: obstacle! }} title="现在不能咨询" ways={others} />
  if (me.patients.length === 0) {
    return <Empty title="还没有就诊人" mark={<UsersIcon size={32} />} ways={<Link className="ih-button" data-kind="primary" href="/patients/new" prefetch={false}>添加就诊人</Link>}>添加就诊人并实名后才能咨询医生。</Empty>
  }
  return (
    <GraphProvider>
      <RequestFlow service={service} rules={consultationRules} form={form} institutionId={practitioner?.institution.id} patients={me.patients} report={report} />
    </GraphProvider>
  )
}

/** What the graph already says now, before anything was typed; it decides again when the request comes. */
function obstacleOf({ openNow, remainingToday, hours }: ConsultingServiceFragment): string | undefined {
  if (!openNow) return `现在不在医生的服务时间内。服务时间：${formatHours(hours)}。`
  if (remainingToday <= 0) return '这位医生今天的咨询已约满，请明天再来，或选择其他医生。'
}
