'use client'

import { useState } from 'react'
import { App, Button } from 'antd'
import { useClient } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { problemOf } from '@hospital/web/problem'
import { AuditEntriesDocument, AuditVerificationDocument, type AuditEntriesQuery } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { instantsOf, type FilterValues } from '@/table/filters'
import { Facts } from '@/table/row-drawer'
import { Changes } from './changes'
import { wordOfAction, wordOfSubject } from './words'

type Entry = AuditEntriesQuery['auditEntries']['nodes'][number]

const actors: Record<string, string> = { PATIENT: '患者', PRACTITIONER: '医护', ADMINISTRATOR: '管理员', SERVICE: '系统', ANONYMOUS: '未登录' }
const actorOf = ({ actorName, actorKind }: Entry) => [...new Set([actors[actorKind] ?? actorKind, actorName])].filter(Boolean).join(' ')

const columns: Column<Entry>[] = [
  { key: 'at', title: '时间', fixed: true, render: ({ at }) => formatStamp(at) },
  { key: 'actor', title: '操作人', render: actorOf },
  { key: 'action', title: '操作', render: ({ action }) => wordOfAction(action) },
  { key: 'subject', title: '对象', render: ({ subjectType, subjectLabel }) => [wordOfSubject(subjectType), subjectLabel].filter(Boolean).join(' ') || '—' },
  { key: 'ip', title: '来源地址', render: ({ ip }) => ip ?? '—' },
  { key: 'request', title: '请求编号', render: ({ requestId }) => requestId?.slice(0, 8).toUpperCase() ?? '—' },
]

const filterOf = (values: FilterValues) => ({ actor: values.actor, action: values.kind ?? values.action, subjectType: values.subject, ...instantsOf(values, 'at') })

export function AuditTable() {
  return (
    <DataTable
      name="audit"
      noun="日志"
      source={{ document: AuditEntriesDocument, connection: ({ auditEntries }) => auditEntries, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
      columns={columns}
      filters={[
        { key: 'kind', label: '日志类型', kind: 'choice', options: [{ value: 'staff.sign-in', label: '登录日志' }, { value: 'list.export', label: '导出日志' }, { value: 'practitioner.', label: '医护人员变更' }] },
        { key: 'actor', label: '操作人', kind: 'text', placeholder: '姓名、账号或编号' },
        { key: 'action', label: '操作', kind: 'text', placeholder: '如 staff.sign-in' },
        { key: 'subject', label: '对象类型', kind: 'text', placeholder: '如 Refund' },
        { key: 'at', label: '时间', kind: 'days' },
      ]}
      toolbar={<VerifyLog />}
      exports={{ list: 'audit', filter: filterOf }}
      drawer={(_, row) => ({ title: row ? wordOfAction(row.action) : '日志', wide: true, content: row && <EntryDetail entry={row} /> })}
    />
  )
}

/** Looks at the whole chain: a row that was changed or removed shows. */
function VerifyLog() {
  const client = useClient()
  const { modal, message } = App.useApp()
  const [busy, setBusy] = useState(false)

  async function verify() {
    setBusy(true)
    const { data, error } = await client.query(AuditVerificationDocument, {}, { requestPolicy: 'network-only' }).toPromise()
    setBusy(false)
    const problem = problemOf(error)
    if (problem) return message.error(problem.message)
    const { intact, brokenAt, entries, checkedAt } = data!.auditVerification
    if (intact) return modal.success({ title: '日志完整', content: `${formatStamp(checkedAt)} 校验了 ${entries.toLocaleString('zh-CN')} 条日志，没有被修改或删除。`, okText: '知道了' })
    return modal.error({ title: '日志被篡改', content: `第 ${brokenAt} 条日志与校验链不符，请立即联系信息科保全数据库。`, okText: '知道了' })
  }

  return (
    <Button loading={busy} onClick={verify}>
      校验完整性
    </Button>
  )
}

function EntryDetail({ entry }: { entry: Entry }) {
  return (
    <>
      <Facts
        items={[
          ['时间', formatStamp(entry.at)],
          ['操作人', actorOf(entry)],
          ['操作', `${wordOfAction(entry.action)}（${entry.action}）`],
          ['对象', [wordOfSubject(entry.subjectType), entry.subjectLabel ?? entry.subjectId].filter(Boolean).join(' ')],
          ['来源地址', entry.ip],
          ['终端', entry.userAgent],
          ['请求编号', entry.requestId],
        ]}
      />
      <Changes before={entry.before} after={entry.after} />
    </>
  )
}
