'use client'

import { useMemo } from 'react'
import { formatInstant } from '@hospital/web/format'
import { Dot, StatusTag, Tag } from '@hospital/web/parts/tag'
import { useReading } from '@hospital/web/reading/use-reading'
import { consultationWords } from '@hospital/web/status-words'
import { Care } from '@/frame/workstation'
import { ConsultationDocument, type ConsultationQuery } from '@/graphql/graphql'
import { PatientPanel } from '@/patient/patient-panel'
import { AnswerActions } from './answer-actions'
import { ChatRoom } from './chat-room'
import { Description } from './description'
import { Due } from './due'
import styles from './consultation.module.css'

export type Consultation = NonNullable<ConsultationQuery['consultation']>

/** One consultation: what was asked, the answer to it, the talk. Changes made here or elsewhere are read anew by themselves. */
export function ConsultationDesk({ rendered }: { rendered: Consultation }) {
  const first = useMemo(() => ({ consultation: rendered }), [rendered])
  const { data, readAnew } = useReading(ConsultationDocument, { id: rendered.id }, first)
  const consultation = data.consultation ?? rendered
  const { conversation, patient } = consultation
  return (
    <Care
      middle={
        <>
          <Header consultation={consultation} onChanged={readAnew} />
          {conversation ? (
            <ChatRoom key={conversation.id} consultation={consultation} conversation={conversation} onChanged={readAnew} />
          ) : (
            <Description consultation={consultation} />
          )}
        </>
      }
      right={<PatientPanel patientId={patient.id} />}
    />
  )
}

function Header({ consultation, onChanged }: { consultation: Consultation; onChanged(): void }) {
  const { patient, status, messagesUsed, messagesLeft } = consultation
  return (
    <header className={styles.bar}>
      <div>
        <h1>
          {patient.name}
          <Tag tone="info">图文咨询</Tag>
          <StatusTag status={status} words={consultationWords} />
          <Due of={consultation} />
        </h1>
        <p>
          患者已发 {messagesUsed} 条
          {(status === 'WAITING' || status === 'ACTIVE') && (
            <>
              <Dot />
              还可发 {messagesLeft} 条
            </>
          )}
          <Dot />
          {closing(consultation)}
        </p>
      </div>
      <AnswerActions consultation={consultation} onChanged={onChanged} />
    </header>
  )
}

function closing({ status, number, respondUntil, endsAt, completedAt, refusalReason }: Consultation): string {
  if (status === 'WAITING' && respondUntil) return `${formatInstant(respondUntil)} 前未接诊将自动退款`
  if (status === 'ACTIVE' && endsAt) return `${formatInstant(endsAt)} 自动结束`
  if (status === 'COMPLETED' && completedAt) return `${formatInstant(completedAt)} 结束`
  if (status === 'REFUSED' && refusalReason) return `拒诊原因：${refusalReason}`
  return `编号 ${number}`
}
