'use client'

import { useState } from 'react'
import { useUploads } from '@hospital/web/upload/use-upload'
import type { AskDoctorQuery, ConsultingServiceFragment } from '@/graphql/graphql'
import { DescribeStep } from './describe-step'
import { RulesStep } from './rules-step'

export interface Consented {
  consentId: string
  patientId: string
}

interface RequestFlowProps {
  service: ConsultingServiceFragment
  rules: AskDoctorQuery['consultationRules']
  patients: AskDoctorQuery['me']['patients']
}

/** For whom and by which rules first, then the condition. What was written stays when the rules have to be read again. */
export function RequestFlow({ service, rules, patients }: RequestFlowProps) {
  const [consented, setConsented] = useState<Consented>()
  const [description, setDescription] = useState('')
  const uploads = useUploads()
  const patient = patients.find(({ id }) => id === consented?.patientId)
  if (!consented || !patient) return <RulesStep service={service} rules={rules} patients={patients} onConsented={setConsented} />
  return (
    <DescribeStep
      service={service}
      patientName={patient.name}
      consented={consented}
      description={description}
      onDescribe={setDescription}
      uploads={uploads}
      onRulesChanged={() => setConsented(undefined)}
    />
  )
}
