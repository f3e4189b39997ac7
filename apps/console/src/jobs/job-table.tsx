'use client'

import { formatStamp } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { JobsDocument, type JobRowFragment } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { JobProgress } from './job-progress'
import { jobWords } from './job-words'

const columns: Column<JobRowFragment>[] = [
  { key: 'title', title: '任务', fixed: true, render: ({ title }) => title },
  { key: 'state', title: '状态', render: ({ state }) => <StatusTag status={state} words={jobWords} /> },
  { key: 'done', title: '进度', align: 'right', render: ({ done, total }) => (total == null ? done : `${done} / ${total}`) },
  { key: 'added', title: '新增', align: 'right', render: ({ added }) => added },
  { key: 'changed', title: '变更', align: 'right', render: ({ changed }) => changed },
  { key: 'unchanged', title: '未变', align: 'right', render: ({ unchanged }) => unchanged },
  { key: 'failed', title: '失败', align: 'right', render: ({ failed }) => failed },
  { key: 'startedAt', title: '开始时间', render: ({ startedAt }) => (startedAt ? formatStamp(startedAt) : '—') },
  { key: 'finishedAt', title: '结束时间', render: ({ finishedAt }) => (finishedAt ? formatStamp(finishedAt) : '—') },
]

export function JobTable() {
  return (
    <DataTable
      name="jobs"
      noun="任务"
      source={{ document: JobsDocument, connection: ({ jobs }) => jobs, variables: (_, page) => page }}
      columns={columns}
      drawer={(_, row) => ({ title: row?.title ?? '任务', content: row && <JobProgress job={row} /> })}
    />
  )
}
