'use client'

import { formatStamp } from '@hospital/web/format'
import { AuditEntriesDocument, type AuditEntriesQuery } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { instantsOf } from '@/table/filters'
import { Facts } from '@/table/row-drawer'
import { Changes } from './changes'

type Entry = AuditEntriesQuery['auditEntries']['nodes'][number]

const actors: Record<string, string> = { PATIENT: '患者', PRACTITIONER: '医护', ADMINISTRATOR: '管理员', SERVICE: '系统', ANONYMOUS: '未登录' }
const actorOf = ({ actorName, actorKind }: Entry) => [...new Set([actors[actorKind] ?? actorKind, actorName])].filter(Boolean).join(' ')

const columns: Column<Entry>[] = [
  { key: 'at', title: '时间', fixed: true, render: ({ at }) => formatStamp(at) },
  { key: 'actor', title: '操作人', render: actorOf },
  { key: 'action', title: '操作', render: ({ action }) => action },
  { key: 'subject', title: '对象', render: ({ subjectType, subjectLabel }) => [subjectType, subjectLabel].filter(Boolean).join(' ') || '—' },
  { key: 'ip', title: '来源地址', render: ({ ip }) => ip ?? '—' },
  { key: 'request', title: '请求编号', render: ({ requestId }) => requestId?.slice(0, 8).toUpperCase() ?? '—' },
]

export function AuditTable() {
  return (
    <DataTable
      name="audit"
      noun="日志"
      source={{
        document: AuditEntriesDocument,
        connection: ({ auditEntries }) => auditEntries,
        variables: (values, page) => ({ ...page, filter: { actor: values.actor, action: values.action, subjectType: values.subject, ...instantsOf(values, 'at') } }),
      }}
      columns={columns}
      filters={[
        { key: 'actor', label: '操作人', kind: 'text', placeholder: '姓名、账号或编号' },
        { key: 'action', label: '操作', kind: 'text', placeholder: '如 staff.sign-in' },
        { key: 'subject', label: '对象类型', kind: 'text', placeholder: '如 Refund' },
        { key: 'at', label: '时间', kind: 'days' },
      ]}
      drawer={(_, row) => ({ title: row?.action ?? '日志', wide: true, content: row && <EntryDetail entry={row} /> })}
    />
  )
}

function EntryDetail({ entry }: { entry: Entry }) {
  return (
    <>
      <Facts
        items={[
          ['时间', formatStamp(entry.at)],
          ['操作人', actorOf(entry)],
          ['操作', entry.action],
          ['对象', [entry.subjectType, entry.subjectLabel ?? entry.subjectId].filter(Boolean).join(' ')],
          ['来源地址', entry.ip],
          ['终端', entry.userAgent],
          ['请求编号', entry.requestId],
        ]}
      />
      <Changes before={entry.before} after={entry.after} />
    </>
  )
}
