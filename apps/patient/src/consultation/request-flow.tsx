'use client'

import { useState } from 'react'
import type { Problem } from '@hospital/web/problem'
import { useUploads } from '@hospital/web/upload/use-upload'
import type { AskDoctorQuery, ConsentFormQuery, ConsultingServiceFragment } from '@/graphql/graphql'
import type { ReportToAsk } from './report-to-ask'
import { DescribeStep } from './describe-step'
import { RulesStep } from './rules-step'

export interface Consented {
  consentId: string
  patientId: string
}

interface RequestFlowProps {
  service: ConsultingServiceFragment
  rules: AskDoctorQuery['consultationRules']
  form: NonNullable<ConsentFormQuery['text']>
  /** The doctor's, whose wording the form may be. */
  institutionId: string | undefined
  patients: AskDoctorQuery['me']['patients']
  /** Whose report it is, is who the doctor is asked for. */
  report: ReportToAsk | null
}

/** For whom and by which rules first, then the condition. What was written stays when the rules have to be read again. */
export function RequestFlow({ service, rules, form, institutionId, patients, report }: RequestFlowProps) {
  const [consented, setConsented] = useState<Consented>()
  const [outdated, setOutdated] = useState<Problem>()
  const [description, setDescription] = useState(report ? '请医生帮忙解读附上的这份报告。' : '')
  const uploads = useUploads()
  const patient = patients.find(({ id }) => id === consented?.patientId)
  if (!consented || !patient) return <RulesStep service={service} rules={rules} form={form} institutionId={institutionId} outdated={outdated} patients={report ? patients.filter(({ id }) => id === report.patient.id) : patients} report={report} onConsented={setConsented} />
  return (
    <DescribeStep
      service={service}
      patientName={patient.name}
      consented={consented}
      report={report}
      description={description}
      onDescribe={setDescription}
      uploads={uploads}
      onOutdated={(problem) => {
        setOutdated(problem)
        setConsented(undefined)
      }}
    />
  )
}
