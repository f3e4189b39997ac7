'use client'

import { useState } from 'react'
import { useQuery } from 'urql'
import { formatDay, hospitalDay } from '@hospital/web/format'
import { Tag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { PatientReportsDocument } from '@/graphql/graphql'
import { ReportDrawer } from './report-drawer'
import styles from './report.module.css'

/** Reports of who is being cared for, within the patient's column. */
export function PatientReports({ patientId }: { patientId: string }) {
  const [after, setAfter] = useState<string | null>(null)
  const [{ data, error, fetching }] = useQuery({ query: PatientReportsDocument, variables: { patientId, after }, requestPolicy: 'cache-and-network' })
  const [open, setOpen] = useState<string | null>(null)
  const problem = problemOf(error)
  const { nodes = [], pageInfo } = data?.reports ?? {}
  return (
    <section className={styles.part} aria-label="检验检查报告">
      <h3>检验检查报告</h3>
      {problem && !data && <p role="alert">{problem.message}</p>}
      {!data && fetching && <p className={styles.quiet}>正在查询…</p>}
      {data && nodes.length === 0 && <p className={styles.quiet}>没有查到报告。</p>}
      <ul>
        {nodes.map(({ id, name, issuedAt, counts, colors }) => (
          <li key={id}>
            <button type="button" className={styles.entry} onClick={() => setOpen(id)}>
              <span className="ih-ellipsis">
                {formatDay(hospitalDay(issuedAt)).split(' ')[0]} {name}
              </span>
              {counts.high > 0 && <b style={{ color: colors.high }}>{counts.high} 高 ↑</b>}
              {counts.low > 0 && <b style={{ color: colors.low }}>{counts.low} 低 ↓</b>}
              {counts.abnormal > counts.high + counts.low && <b style={{ color: colors.high }}>{counts.abnormal - counts.high - counts.low} 异常 !</b>}
              {counts.critical > 0 && <Tag tone="danger">危急</Tag>}
            </button>
          </li>
        ))}
      </ul>
      {(after !== null || pageInfo?.hasNextPage) && (
        <p className={styles.pages}>
          {after !== null && <button type="button" onClick={() => setAfter(null)}>回到最新</button>}
          {pageInfo?.hasNextPage && <button type="button" onClick={() => setAfter(pageInfo.endCursor ?? null)}>更早的报告</button>}
        </p>
      )}
      {open && <ReportDrawer id={open} onClose={() => setOpen(null)} />}
    </section>
  )
}
