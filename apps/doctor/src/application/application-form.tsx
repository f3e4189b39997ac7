'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { App, Button, DatePicker, Form, Input } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { requestNote } from '@hospital/web/parts/states'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ApplyForQualificationDocument, type OwnApplicationFragment, type QualificationDocumentKind } from '@/graphql/graphql'
import styles from '@/own/own.module.css'
import type { Applicant } from './application-board'
import { DocumentFields } from './document-fields'
import { useDocuments } from './use-documents'
import { documentWords } from './words'

interface Fields {
  title: string
  licenceNumber: string
  independentSince?: Dayjs | null
  licenceExpiresOn?: Dayjs | null
  specialties?: string
  intro?: string
}

interface ApplicationFormProps {
  practitioner: Applicant
  /** What was handed in last: mended rather than written anew. */
  former?: OwnApplicationFragment
  today: string
  onClose?(): void
}

const dayOf = (day: Dayjs | null | undefined) => day?.format('YYYY-MM-DD') ?? null

export function ApplicationForm({ practitioner, former, today, onClose }: ApplicationFormProps) {
  const router = useRouter()
  const { message } = App.useApp()
  const hydrated = useHydrated()
  const [form] = Form.useForm<Fields>()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, apply] = useMutation(ApplyForQualificationDocument)
  const mended = former?.status === 'APPROVED' ? undefined : former
  const { documents, add, retry, remove } = useDocuments(former?.documents.filter(({ uploadReceipt }) => uploadReceipt) ?? [])
  const doctor = practitioner.role === 'DOCTOR'
  const required: QualificationDocumentKind[] = doctor ? ['PRACTICE_LICENCE', 'INSTITUTION_CONSENT'] : ['PRACTICE_LICENCE']
  const unfinished = documents.some(({ receipt, problem: failed }) => !receipt && !failed)

  async function submit({ independentSince, licenceExpiresOn, ...fields }: Fields) {
    const lacking = required.find((kind) => !documents.some((document) => document.kind === kind))
    if (lacking) return setProblem({ code: 'DOCUMENTS', message: `请上传${documentWords[lacking]}。` })
    if (documents.some((document) => document.problem)) return setProblem({ code: 'DOCUMENTS', message: '有证件没有传上去，请重试或移除后再提交。' })
    const { error } = await apply({
      input: { ...fields, independentSince: dayOf(independentSince), licenceExpiresOn: dayOf(licenceExpiresOn), documents: documents.flatMap(({ kind, receipt }) => (receipt ? [{ kind, uploadReceipt: receipt }] : [])) },
    })
    const refused = problemOf(error)
    const field = refused?.details?.field
    const beside = typeof field === 'string' && field !== 'documents' && Boolean(form.getFieldInstance(field as keyof Fields))
    if (refused && beside) form.setFields([{ name: field as keyof Fields, errors: [refused.message] }])
    setProblem(beside ? null : refused)
    if (refused) return
    void message.success('申请已提交，请等待审核')
    onClose?.()
    router.refresh()
  }

  return (
    <Form<Fields> form={form} className={styles.card} layout="vertical" initialValues={initialOf(mended?.proposed ?? practitioner)} onFinish={submit} disabled={fetching || !hydrated} aria-label="资质申请">
      <div className={styles.two}>
        <Form.Item name="title" label="职称" rules={[{ required: true, whitespace: true, message: '请填写职称' }]}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="licenceNumber" label="执业证号" rules={[{ required: true, whitespace: true, message: '请填写执业证号' }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="independentSince" label="独立临床工作起始日期" extra={doctor ? '医生须满 3 年。' : undefined} rules={doctor ? [{ required: true, message: '请填写开始独立临床工作的日期' }] : []}>
          <DatePicker style={{ width: '100%' }} maxDate={dayjs(today)} placeholder="例如 2018-07-01" />
        </Form.Item>
        <Form.Item name="licenceExpiresOn" label="执业证有效期至" extra="长期有效的不用填。">
          <DatePicker style={{ width: '100%' }} placeholder="例如 2030-12-31" />
        </Form.Item>
      </div>
      <Form.Item name="specialties" label="擅长">
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Form.Item>
      <Form.Item name="intro" label="简介">
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
      <DocumentFields documents={documents} required={required} onAdd={add} onRetry={retry} onRemove={remove} />
      {problem && (
        <p className="ih-note" data-tone="danger" role="alert" style={{ marginTop: 12 }}>
          {problem.message} {requestNote(problem)}
        </p>
      )}
      <div className={styles.foot}>
        <p>支持图片和 PDF，每份不超过 10 MB，共 1 到 9 份。证件只有审核人员能查看。</p>
        {onClose && <Button onClick={onClose}>取消</Button>}
        <Button type="primary" size="large" htmlType="submit" loading={fetching} disabled={unfinished || !hydrated}>
          {unfinished ? '证件上传中…' : '提交审核'}
        </Button>
      </div>
    </Form>
  )
}

interface Said {
  title: string
  licenceNumber?: string | null
  specialties?: string | null
  intro?: string | null
  independentSince?: string | null
  licenceExpiresOn?: string | null
}

function initialOf({ title, licenceNumber, specialties, intro, independentSince, licenceExpiresOn }: Said): Fields {
  const day = (text: string | null | undefined) => (text ? dayjs(text) : null)
  return { title, licenceNumber: licenceNumber ?? '', specialties: specialties ?? '', intro: intro ?? '', independentSince: day(independentSince), licenceExpiresOn: day(licenceExpiresOn) }
}
