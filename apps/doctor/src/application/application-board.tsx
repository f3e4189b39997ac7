'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { App, Button } from 'antd'
import { useMutation } from 'urql'
import { formatInstant } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { WithdrawApplicationDocument, type MyApplicationsQuery, type OwnApplicationFragment } from '@/graphql/graphql'
import { Facts } from '@/own/facts'
import { licenceEnded } from '@/own/standing'
import styles from '@/own/own.module.css'
import { ApplicationForm } from './application-form'
import { applicationWords, documentWords } from './words'

export type Applicant = NonNullable<MyApplicationsQuery['staffMe']['practitioner']>

interface ApplicationBoardProps {
  practitioner: Applicant
  /** The newest first. */
  applications: readonly OwnApplicationFragment[]
  today: string
}

/** Where the application stands, why it was refused, and the way to hand it in again. */
export function ApplicationBoard({ practitioner, applications, today }: ApplicationBoardProps) {
  const [latest] = applications
  const [applying, setApplying] = useState(false)
  const pending = latest?.status === 'PENDING'
  const approved = practitioner.standing === 'APPROVED' && !licenceEnded(practitioner, today)
  const form = !pending && (applying || !approved)
  return (
    <>
      <p className="ih-note" data-tone={approved ? undefined : 'warn'} style={{ maxWidth: 860, marginBottom: 12 }}>
        {noteOf(practitioner, pending, today)}
      </p>
      {form && <ApplicationForm key={latest?.id} practitioner={practitioner} former={latest} today={today} onClose={approved ? () => setApplying(false) : undefined} />}
      {!form && !pending && <Button type="primary" style={{ marginBottom: 12 }} onClick={() => setApplying(true)}>申请变更资质</Button>}
      {applications.map((application) => (
        <Application key={application.id} application={application} />
      ))}
    </>
  )
}

function noteOf({ standing, ...papers }: Applicant, pending: boolean, today: string): string {
  if (pending) return '申请正在审核，结果会通知您。需要修改时，请先撤回。'
  if (licenceEnded({ standing, ...papers }, today)) return '执业证已过有效期，已暂停接诊。请提交延续后的执业证。'
  if (standing === 'APPROVED') return '资质已审核通过。资料有变化时，可以重新申请；审核期间不影响接诊。'
  return standing === 'REFUSED' ? '申请未通过。请按原因修改后重新提交。' : '请提交资质证件，审核通过后才能接诊。'
}

function Application({ application: { id, status, submittedAt, decidedAt, reason, proposed, documents } }: { application: OwnApplicationFragment }) {
  const router = useRouter()
  const { message, modal } = App.useApp()
  const [, withdraw] = useMutation(WithdrawApplicationDocument)
  const ask = () =>
    modal.confirm({
      title: '撤回这份申请？', content: '撤回后可以修改并重新提交。', okText: '撤回申请', cancelText: '取消',
      async onOk() {
        const problem = problemOf((await withdraw({ id })).error)
        if (problem) void message.error(problem.message)
        router.refresh()
      },
    })
  return (
    <section className={styles.card} aria-label={`${formatInstant(submittedAt)}的申请`}>
      <div className={styles.head}>
        <h2>{formatInstant(submittedAt)}的申请</h2>
        <StatusTag status={status} words={applicationWords} />
        {status === 'PENDING' && <Button size="small" style={{ marginLeft: 'auto' }} onClick={ask}>撤回申请</Button>}
      </div>
      {reason && <p className="ih-note" data-tone="danger" style={{ marginBottom: 12 }}>未通过原因：{reason}</p>}
      <Facts
        items={[
          ['申报职称', proposed.title],
          ['执业证号', proposed.licenceNumber],
          ['执业证有效期至', proposed.licenceExpiresOn],
          ['独立临床工作起', proposed.independentSince],
          ['审核时间', decidedAt && formatInstant(decidedAt)],
          ['擅长', proposed.specialties, 'wide'],
          ['证件', documents.length > 0 && <Documents documents={documents} />, 'wide'],
        ]}
      />
    </section>
  )
}

function Documents({ documents }: { documents: OwnApplicationFragment['documents'] }) {
  return (
    <ul className={styles.files}>
      {documents.map(({ kind, url, contentType }) => (
        <li key={url}>
          <a href={url} target="_blank" rel="noreferrer">{documentWords[kind]}{contentType === 'application/pdf' && '（PDF）'}</a>
        </li>
      ))}
    </ul>
  )
}
