'use client'

import { App, Button } from 'antd'
import { useMutation, type TypedDocumentNode } from 'urql'
import { formatSex, formatTime } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { ticketWords } from '@hospital/web/status-words'
import { FinishTicketDocument, RecallTicketDocument, RequeueTicketDocument, SkipTicketDocument, StartServingDocument, type DeskTicketFragment } from '@/graphql/graphql'
import styles from './queue.module.css'

interface Act {
  action: string
  word: string
  primary?: boolean
  document: TypedDocumentNode<unknown, { id: string }>
}

/** The call bar; which of these stand there the graph says. */
const acts: Act[] = [
  { action: 'recallTicket', word: '重呼', document: RecallTicketDocument },
  { action: 'skipTicket', word: '过号', document: SkipTicketDocument },
  { action: 'requeueTicket', word: '重新排队', document: RequeueTicketDocument },
  { action: 'startServing', word: '开始接诊', primary: true, document: StartServingDocument },
  { action: 'finishTicket', word: '完成接诊', primary: true, document: FinishTicketDocument },
]

export function TicketDesk({ ticket }: { ticket: DeskTicketFragment }) {
  return (
    <>
      <header className={styles.bar}>
        <h1>{ticket.patient.name}</h1>
        <StatusTag status={ticket.status} words={ticketWords} />
        <span className={styles.acts}>
          {acts.filter(({ action }) => ticket.availableActions.includes(action)).map((act) => (
            <ActButton key={act.action} act={act} ticketId={ticket.id} />
          ))}
        </span>
      </header>
      <div className={styles.desk}>
        <p>就诊号</p>
        <strong>{ticket.number}</strong>
        <p>
          {formatSex(ticket.patient.sex)} {ticket.patient.age} 岁，{formatTime(ticket.checkedInAt)} 签到
          {ticket.calledTimes > 0 && `，已叫号 ${ticket.calledTimes} 次`}
        </p>
        <p>{sentences[ticket.status]}</p>
      </div>
    </>
  )
}

const sentences: Record<DeskTicketFragment['status'], string> = {
  WAITING: '正在候诊。按“叫下一位”依次叫号。',
  CALLED: '已叫号。患者到诊室后开始接诊；未到可重呼或过号。',
  SERVING: '接诊中。结束后请点“完成接诊”。',
  MISSED: '已过号。患者到达后可重新排队。',
  DONE: '本次就诊已完成。',
  LEFT: '患者已离开队列。',
}

function ActButton({ act: { word, primary, document }, ticketId }: { act: Act; ticketId: string }) {
  const { message } = App.useApp()
  const [{ fetching }, run] = useMutation(document)
  const act = async () => {
    const problem = problemOf((await run({ id: ticketId })).error)
    if (problem) void message.warning(problem.message)
  }
  return (
    <Button type={primary ? 'primary' : 'default'} loading={fetching} onClick={act}>
      {word}
    </Button>
  )
}
