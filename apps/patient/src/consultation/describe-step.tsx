'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { formatFen } from '@hospital/web/format'
import { problemOf, type Problem } from '@hospital/web/problem'
import type { useUploads } from '@hospital/web/upload/use-upload'
import { ActionBar } from '@/frame/action-bar'
import { RequestConsultationDocument, type ConsultingServiceFragment } from '@/graphql/graphql'
import { IdentityWay } from '@/identity/identity-way'
import { Attachments } from './attachments'
import { AskedReport } from './asked-report'
import { DoctorSummary } from './doctor-summary'
import type { Consented } from './request-flow'
import type { ReportToAsk } from './report-to-ask'
import { ProblemNote } from './rules-step'
import styles from './request.module.css'

interface DescribeStepProps {
  service: ConsultingServiceFragment
  patientName: string
  consented: Consented
  report: ReportToAsk | null
  description: string
  onDescribe(description: string): void
  uploads: ReturnType<typeof useUploads>
  /** The form in force is another now: it has to be agreed to anew. */
  onOutdated(problem: Problem): void
}

/** As the graph takes it. */
const [SHORTEST, LONGEST] = [10, 500]

export function DescribeStep({ service, patientName, consented, report, description, onDescribe, uploads, onOutdated }: DescribeStepProps) {
  const router = useRouter()
  const [touched, setTouched] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, request] = useMutation(RequestConsultationDocument)
  // Counted as people count: a rare character or an emoji is one.
  const length = [...description.trim()].length
  const lacking = length < SHORTEST ? `请再写 ${SHORTEST - length} 个字，至少 ${SHORTEST} 个字。` : length > LONGEST ? `超出 ${length - LONGEST} 个字，最多 ${LONGEST} 个字。` : undefined
  const unfinished = uploads.items.some(({ receipt, problem: failed }) => !receipt && !failed)
  const failed = uploads.items.some((item) => item.problem)
  const busy = fetching || leaving

  async function submit() {
    setTouched(true)
    if (busy || lacking) return
    if (failed) return setProblem({ code: 'UPLOAD', message: '有资料没有传上去，请重试或移除后再提交。' })
    setProblem(undefined)
    const { practitioner, kind } = service
    const { data, error } = await request({
      input: { ...consented, practitionerId: practitioner.id, kind, description: description.trim(), uploadReceipts: uploads.items.flatMap(({ receipt }) => receipt ?? []), reportId: report?.id },
    })
    if (data) {
      setLeaving(true)
      return router.replace(`/consultations/${data.requestConsultation.id}/pay`)
    }
    const refused = problemOf(error)
    setProblem(refused ?? undefined)
    if (refused?.code === 'CONSENT_OUTDATED') {
      router.refresh()
      onOutdated(refused)
    }
  }

  const running = problem?.code === 'CONSULTATION_DUPLICATE' && problem.details?.consultationId
  return (
    <>
      <DoctorSummary service={service} />
      <section className={`ih-card ${styles.describe}`} aria-label="病情描述">
        <label htmlFor="description">{patientName} 的病情描述</label>
        <textarea
          id="description"
          rows={6}
          value={description}
          autoFocus
          placeholder="请写下哪里不舒服、多久了、看过医生或用过什么药，以及想问的问题。"
          aria-invalid={touched && lacking !== undefined}
          aria-describedby="description-note"
          onChange={({ target }) => onDescribe(target.value)}
        />
        <p id="description-note" className={styles.note}>
          <span role={touched && lacking ? 'alert' : undefined} data-wrong={(touched && lacking) || length > LONGEST || undefined}>{touched || length > LONGEST ? lacking : `${SHORTEST} 到 ${LONGEST} 个字`}</span>
          <span aria-label={`已写 ${length} 个字，最多 ${LONGEST} 个字`}>{length}/{LONGEST}</span>
        </p>
        {report && <AskedReport report={report} />}
      </section>
      <Attachments uploads={uploads} />
      {problem && <ProblemNote problem={problem} />}
      {problem && <IdentityWay problem={problem} next={`/consultations/doctors`} />}
      {typeof running === 'string' && <Link className="ih-button" data-kind="brand" href={`/consultations/${running}`} prefetch={false}>查看进行中的咨询</Link>}
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={busy || unfinished} onClick={submit}>
          {busy ? '正在提交…' : unfinished ? '资料上传中…' : service.priceFen > 0 ? `提交并支付 ${formatFen(service.priceFen)}` : '提交咨询'}
        </button>
      </ActionBar>
    </>
  )
}
