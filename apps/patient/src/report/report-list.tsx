'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useClient } from 'urql'
import { formatMinute } from '@hospital/web/format'
import { StatusTag, Tag } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { reportKindWords, reportStatusWords } from '@hospital/web/report/words'
import { ReportsDocument, type ReportEntryFragment, type ReportKind, type ReportsQuery } from '@/graphql/graphql'
import styles from './report.module.css'

interface ReportListProps {
  first: ReportsQuery['reports']
  patientId: string
  kind?: ReportKind
}

export function ReportList({ first, patientId, kind }: ReportListProps) {
  const client = useClient()
  const [pages, setPages] = useState([first])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { hasNextPage, endCursor } = pages.at(-1)!.pageInfo

  async function more() {
    setBusy(true)
    const { data, error } = await client.query(ReportsDocument, { patientId, kind, after: endCursor })
    setProblem(problemOf(error) ?? undefined)
    if (data) setPages([...pages, data.reports])
    setBusy(false)
  }

  return (
    <>
      {pages.flatMap(({ nodes }) => nodes).map((report) => <Entry key={report.id} report={report} />)}
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      {hasNextPage && <button type="button" className="ih-button" disabled={busy} onClick={more}>{busy ? '正在加载…' : '查看更多'}</button>}
    </>
  )
}

function Entry({ report: { id, kind, name, status, issuedAt, counts, colors } }: { report: ReportEntryFragment }) {
  const others = counts.abnormal - counts.high - counts.low
  return (
    <Link href={`/reports/${id}`} className="ih-card" prefetch={false}>
      <div className={styles.head}>
        <b className="ih-ellipsis">{name}</b>
        {status !== 'FINAL' && <StatusTag status={status} words={reportStatusWords} />}
        <Tag tone="neutral">{reportKindWords[kind].slice(0, 2)}</Tag>
      </div>
      <p className={styles.lead}>报告 {formatMinute(issuedAt)}</p>
      {kind === 'LAB' && (
        <p className={styles.tally}>
          {counts.abnormal === 0 && <span>{counts.items} 项，未提示异常</span>}
          {counts.abnormal > 0 && <span>共 {counts.items} 项</span>}
          {counts.high > 0 && <b style={{ color: colors.high }}>{counts.high} 项偏高 ↑</b>}
          {counts.low > 0 && <b style={{ color: colors.low }}>{counts.low} 项偏低 ↓</b>}
          {others > 0 && <b style={{ color: colors.high }}>{others} 项异常 !</b>}
          {counts.critical > 0 && <Tag tone="danger">含危急值</Tag>}
        </p>
      )}
    </Link>
  )
}
