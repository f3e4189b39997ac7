'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useClient } from 'urql'
import { formatRecent } from '@hospital/web/format'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { consultationWords } from '@hospital/web/status-words'
import { ConsultationsDocument, type ConsultationsQuery } from '@/graphql/graphql'
import { kindWords } from './kind-words'
import styles from './consultation.module.css'

interface ConsultationListProps {
  first: ConsultationsQuery['consultations']
  now: number
}

export function ConsultationList({ first, now }: ConsultationListProps) {
  const client = useClient()
  const [pages, setPages] = useState([first])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { hasNextPage, endCursor } = pages.at(-1)!.pageInfo

  async function more() {
    setBusy(true)
    const { data, error } = await client.query(ConsultationsDocument, { after: endCursor }, { requestPolicy: 'network-only' })
    setProblem(problemOf(error) ?? undefined)
    if (data) setPages([...pages, data.consultations])
    setBusy(false)
  }

  return (
    <>
      {pages.flatMap(({ nodes }) => nodes).map(({ id, kind, status, createdAt, description, patient, practitioner, conversation }) => (
        <Link key={id} href={`/consultations/${id}`} className="ih-card" prefetch={false}>
          <div className={styles.head}>
            <b className="ih-ellipsis">{practitioner.name} {practitioner.title}</b>
            {conversation && conversation.unread > 0 && <span className="ih-badge" aria-label={`${conversation.unread} 条未读`}>{conversation.unread > 99 ? '99+' : conversation.unread}</span>}
            <StatusTag status={status} words={consultationWords} />
          </div>
          <p className={`ih-ellipsis ${styles.lead}`}>{description}</p>
          <p className={styles.small}>
            {kindWords[kind]}
            <Dot />
            {patient.name}
            <Dot />
            {formatRecent(createdAt, now)}
          </p>
        </Link>
      ))}
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      {hasNextPage && <button type="button" className="ih-button" disabled={busy} onClick={more}>{busy ? '正在加载…' : '查看更多'}</button>}
    </>
  )
}
