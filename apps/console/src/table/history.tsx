'use client'

import { useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { Changes } from '@/audit/changes'
import { wordOfAction } from '@/audit/words'
import { AuditEntriesDocument } from '@/graphql/graphql'
import styles from './table.module.css'

/** What was done to a record, the newest first, out of the log. */
export function History({ subjectType, subjectId }: { subjectType: string; subjectId: string }) {
  const [{ data, error }] = useQuery({ query: AuditEntriesDocument, variables: { filter: { subjectType, subjectId }, first: 50, after: null }, requestPolicy: 'network-only' })
  const problem = problemOf(error)
  if (problem) return <ErrorState problem={problem} title="变更历史没有加载出来" />
  if (!data) return <RowSkeletons count={4} />
  if (data.auditEntries.nodes.length === 0) return <Empty title="还没有变更记录" />
  return (
    <ol className={styles.history}>
      {data.auditEntries.nodes.map((entry) => (
        <li key={entry.id}>
          <p>
            <strong>{wordOfAction(entry.action)}</strong> {entry.actorName ?? '系统'} <span>{formatStamp(entry.at)}</span>
          </p>
          <Changes before={entry.before} after={entry.after} />
        </li>
      ))}
    </ol>
  )
}
