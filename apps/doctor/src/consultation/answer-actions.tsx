'use client'

import { useState } from 'react'
import { App, Button } from 'antd'
import { useMutation } from 'urql'
import { problemOf } from '@hospital/web/problem'
import { AcceptConsultationDocument, CompleteConsultationDocument } from '@/graphql/graphql'
import type { Consultation } from './consultation-desk'
import { RefuseDialog } from './refuse-dialog'
import styles from './consultation.module.css'

/** What the doctor may do with the consultation as a whole; the graph says which. */
export function AnswerActions({ consultation: { id, patient, availableActions }, onChanged }: { consultation: Consultation; onChanged(): void }) {
  const { message, modal } = App.useApp()
  const [refusing, setRefusing] = useState(false)
  const [accepting, accept] = useMutation(AcceptConsultationDocument)
  const [, complete] = useMutation(CompleteConsultationDocument)
  const may = (action: string) => availableActions.includes(action)

  /** A refusal mostly means that the page is behind: someone else was faster, or the time was over. */
  async function done(running: ReturnType<typeof accept> | ReturnType<typeof complete>) {
    const problem = problemOf((await running).error)
    if (problem) void message.warning(problem.message)
    onChanged()
  }
  const askToComplete = () =>
    modal.confirm({
      title: `结束与${patient.name}的咨询？`,
      content: '结束后双方不能再发消息，沟通记录会保留。',
      okText: '结束咨询',
      okButtonProps: { danger: true },
      cancelText: '继续沟通',
      onOk: () => done(complete({ id })),
    })

  return (
    <span className={styles.acts}>
      {may('refuseConsultation') && (
        <Button danger onClick={() => setRefusing(true)}>
          拒诊
        </Button>
      )}
      {may('acceptConsultation') && (
        <Button type="primary" loading={accepting.fetching} onClick={() => done(accept({ id }))}>
          接诊
        </Button>
      )}
      {may('completeConsultation') && (
        <Button danger onClick={askToComplete}>
          结束咨询
        </Button>
      )}
      <RefuseDialog id={id} name={patient.name} open={refusing} onClose={() => setRefusing(false)} onRefused={onChanged} />
    </span>
  )
}
