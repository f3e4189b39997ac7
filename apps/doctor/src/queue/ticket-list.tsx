'use client'

import { formatSex, formatTime } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { ticketWords } from '@hospital/web/status-words'
import frame from '@/frame/frame.module.css'
import { walkList } from '@/frame/walk-list'
import type { DeskTicketFragment, TicketStatus } from '@/graphql/graphql'
import styles from './queue.module.css'

const groups: { word: string; statuses: TicketStatus[] }[] = [
  { word: '正在就诊', statuses: ['CALLED', 'SERVING'] },
  { word: '候诊', statuses: ['WAITING'] },
  { word: '过号', statuses: ['MISSED'] },
  { word: '已结束', statuses: ['DONE', 'LEFT'] },
]

interface TicketListProps {
  tickets: DeskTicketFragment[]
  chosen?: string
  onChoose(id: string): void
}

export function TicketList({ tickets, chosen, onChoose }: TicketListProps) {
  return (
    <div onKeyDown={walkList}>
      {groups.map(({ word, statuses }) => {
        const rows = tickets.filter(({ status }) => statuses.includes(status))
        if (rows.length === 0) return null
        return (
          <section key={word} aria-label={word}>
            <h2 className={frame.listHead}>
              {word} {rows.length}
            </h2>
            {rows.map((ticket) => (
              <button key={ticket.id} type="button" className={styles.row} aria-pressed={ticket.id === chosen} onClick={() => onChoose(ticket.id)}>
                <b>{ticket.number}</b>
                <span className="ih-ellipsis">
                  {ticket.patient.name} <small>{formatSex(ticket.patient.sex)} {ticket.patient.age}</small>
                </span>
                <StatusTag status={ticket.status} words={ticketWords} />
                <small>{formatTime(ticket.checkedInAt)} 签到{ticket.calledTimes > 0 ? `，已叫 ${ticket.calledTimes} 次` : ''}</small>
              </button>
            ))}
          </section>
        )
      })}
    </div>
  )
}
