'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useClient } from 'urql'
import { formatDay, formatSpan } from '@hospital/web/format'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { appointmentWords } from '@hospital/web/status-words'
import { AppointmentsDocument, type AppointmentsQuery } from '@/graphql/graphql'
import styles from './appointment.module.css'

export function AppointmentList({ first }: { first: AppointmentsQuery['appointments'] }) {
  const client = useClient()
  const [pages, setPages] = useState([first])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { hasNextPage, endCursor } = pages.at(-1)!.pageInfo

  async function more() {
    setBusy(true)
    const { data, error } = await client.query(AppointmentsDocument, { after: endCursor })
    setProblem(problemOf(error) ?? undefined)
    if (data) setPages([...pages, data.appointments])
    setBusy(false)
  }

  return (
    <>
      {pages.flatMap(({ nodes }) => nodes).map((one) => (
        <Link key={one.id} href={`/appointments/${one.id}`} className="ih-card" prefetch={false}>
          <div className={styles.head}>
            <b className="ih-ellipsis">
              {one.department.name} {one.practitioner?.name}
            </b>
            <StatusTag status={one.status} words={appointmentWords} />
          </div>
          <p className={styles.lead}>
            {formatDay(one.day)} {formatSpan(one.startsAt, one.endsAt)}
            <Dot />
            {one.patient.name}
          </p>
        </Link>
      ))}
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      {hasNextPage && <button type="button" className="ih-button" disabled={busy} onClick={more}>{busy ? '正在加载…' : '查看更多'}</button>}
    </>
  )
}
