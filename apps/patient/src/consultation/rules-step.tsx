'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { ChevronRightIcon } from '@hospital/web/parts/icons'
import { requestNote } from '@hospital/web/parts/states'
import { problemOf, type Problem } from '@hospital/web/problem'
import { PatientSheet } from '@/booking/patient-sheet'
import { ConsentBox } from '@/consents/consent-box'
import { ActionBar } from '@/frame/action-bar'
import { GiveConsultationConsentDocument, type AskDoctorQuery, type ConsentFormQuery, type ConsultingServiceFragment } from '@/graphql/graphql'
import { useRelationshipWords } from '@/people/relationships'
import { AskedReport } from './asked-report'
import { DoctorSummary } from './doctor-summary'
import type { ReportToAsk } from './report-to-ask'
import type { Consented } from './request-flow'
import styles from './request.module.css'

interface RulesStepProps {
  service: ConsultingServiceFragment
  rules: AskDoctorQuery['consultationRules']
  form: NonNullable<ConsentFormQuery['text']>
  /** The doctor's, whose wording the form may be. */
  institutionId: string | undefined
  patients: AskDoctorQuery['me']['patients']
  report: ReportToAsk | null
  /** Why it has to be agreed to again. */
  outdated: Problem | undefined
  onConsented(consented: Consented): void
}

export function RulesStep({ service, rules, form, institutionId, patients, report, outdated, onConsented }: RulesStepProps) {
  const router = useRouter()
  const hydrated = useHydrated()
  const relationshipWords = useRelationshipWords()
  const [patient, setPatient] = useState(patients.find(({ isDefault }) => isDefault) ?? patients[0]!)
  const [choosing, setChoosing] = useState(false)
  const [agreed, setAgreed] = useState(false)
  const [problem, setProblem] = useState(outdated)
  const [{ fetching }, consent] = useMutation(GiveConsultationConsentDocument)

  async function goOn() {
    if (fetching) return
    if (!agreed) return setProblem({ code: 'CONSENT_REQUIRED', message: '请先阅读须知和知情同意书，并勾选同意。' })
    const { data, error } = await consent({ input: { patientId: patient.id, textKey: rules.consentKey, version: form.version, institutionId, subjectType: 'Consultation' } })
    if (data) return onConsented({ consentId: data.giveConsent.id, patientId: patient.id })
    const refused = problemOf(error)
    setProblem(refused ?? undefined)
    if (refused?.code !== 'CONSENT_OUTDATED') return
    setAgreed(false)
    router.refresh()
  }

  return (
    <>
      <DoctorSummary service={service} />
      <section className={`ih-card ${styles.person}`} aria-label="就诊人">
        <h2>就诊人</h2>
        <button type="button" disabled={!hydrated || report !== null} onClick={() => setChoosing(true)}>
          <span className="ih-ellipsis">{patient.name}</span>
          <small>{relationshipWords[patient.relationship]}</small>
          {!report && <span>更换</span>}
          {!report && <ChevronRightIcon size={18} />}
        </button>
      </section>
      {report && (
        <section className="ih-card" aria-label="要解读的报告">
          <h2>要解读的报告</h2>
          <AskedReport report={report} />
        </section>
      )}
      <section className="ih-card" aria-label={rules.title}>
        <h2>{rules.title}</h2>
        <p className={styles.rules}>{rules.body}</p>
      </section>
      <ConsentBox form={form} besides={rules.title} agreed={agreed} disabled={!hydrated} onChange={(now) => { setAgreed(now); setProblem(undefined) }} />
      {problem && <ProblemNote problem={problem} />}
      {choosing && <PatientSheet patients={patients} chosen={patient.id} onChoose={(id) => setPatient(patients.find((one) => one.id === id) ?? patient)} onClose={() => setChoosing(false)} />}
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || fetching} onClick={goOn}>{fetching ? '正在提交…' : '同意并描述病情'}</button>
      </ActionBar>
    </>
  )
}

export function ProblemNote({ problem }: { problem: Problem }) {
  const note = requestNote(problem)
  return (
    <p className="ih-note" data-tone="danger" role="alert">
      <span>{problem.message}{note && <small> {note}</small>}</span>
    </p>
  )
}
