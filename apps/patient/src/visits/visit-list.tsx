'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useClient } from 'urql'
import { formatDay, formatInstant, formatSpan } from '@hospital/web/format'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { appointmentWords } from '@hospital/web/status-words'
import { traceWords } from '@hospital/web/trace/words'
import { VisitsDocument, type VisitsQuery } from '@/graphql/graphql'
import styles from './visits.module.css'

type Visit = VisitsQuery['appointments']['nodes'][number]

export function VisitList({ first, patientId }: { first: VisitsQuery['appointments']; patientId: string }) {
  const client = useClient()
  const [pages, setPages] = useState([first])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { hasNextPage, endCursor } = pages.at(-1)!.pageInfo

  async function more() {
    setBusy(true)
    const { data, error } = await client.query(VisitsDocument, { patientId, after: endCursor })
    setProblem(problemOf(error) ?? undefined)
    if (data) setPages([...pages, data.appointments])
    setBusy(false)
  }

  return (
    <>
      {pages.flatMap(({ nodes }) => nodes).map((visit) => <Entry key={visit.id} visit={visit} />)}
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      {hasNextPage && <button type="button" className="ih-button" disabled={busy} onClick={more}>{busy ? '正在加载…' : '查看更多'}</button>}
    </>
  )
}

/** Where, when, and how far it has come. */
function Entry({ visit: { id, status, day, startsAt, endsAt, department, practitioner, trace } }: { visit: Visit }) {
  const step = trace.at(-1)
  return (
    <Link href={`/visits/${id}`} className="ih-card" prefetch={false}>
      <div className={styles.head}>
        <b className="ih-ellipsis">
          {department.name} {practitioner?.name}
        </b>
        <StatusTag status={status} words={appointmentWords} />
      </div>
      <p className={styles.lead}>
        {formatDay(day)} {formatSpan(startsAt, endsAt)}
      </p>
      <p className={styles.lead}>{department.institution.name}</p>
      {step && (
        <p className={styles.step}>
          <b>{traceWords[step.kind]}</b>
          <Dot />
          {formatInstant(step.at)}
        </p>
      )}
    </Link>
  )
}
