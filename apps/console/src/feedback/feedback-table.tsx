'use client'

import { StatusTag } from '@hospital/web/parts/tag'
import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { FeedbackRowsDocument, type FeedbackAuthorKind, type FeedbackKind, type FeedbackRowFragment, type FeedbackState } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { instantsOf, type FilterValues } from '@/table/filters'
import { FeedbackActs } from './feedback-acts'
import { FeedbackDetail } from './feedback-detail'
import { authorWords, feedbackWords, kindWords } from './words'

const columns: Column<FeedbackRowFragment>[] = [
  { key: 'number', title: '编号', fixed: true, render: ({ number }) => number },
  { key: 'kind', title: '类型', render: ({ kind }) => kindWords[kind] },
  { key: 'content', title: '内容', width: 320, render: ({ content }) => content },
  { key: 'author', title: '来源', render: ({ authorKind, practitioner }) => practitioner?.name ?? authorWords[authorKind] },
  { key: 'institution', title: '机构', render: ({ institution }) => institution.name },
  { key: 'assignee', title: '处理人', render: ({ assignee }) => assignee?.name ?? '—' },
  { key: 'status', title: '状态', render: ({ status }) => <StatusTag status={status} words={feedbackWords} /> },
  { key: 'submittedAt', title: '提交时间', render: ({ submittedAt }) => formatStamp(submittedAt) },
]

const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

const filterOf = ({ q, status, kind, author, mine, ...values }: FilterValues) => ({
  search: q, status: status ? [status as FeedbackState] : undefined, kind: (kind as FeedbackKind | undefined) ?? undefined, authorKind: (author as FeedbackAuthorKind | undefined) ?? undefined,
  mine: mine ? true : undefined, ...instantsOf(values, 'submitted'),
})

/** What people told the hospital, and what is done about it. */
export function FeedbackTable() {
  const handles = useMay('feedback:handle')
  return (
    <DataTable
      name="feedback"
      noun="反馈"
      origin="患者和医护人员提交的意见、问题与投诉显示在这里。"
      source={{ document: FeedbackRowsDocument, connection: ({ feedbacks }) => feedbacks, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
      columns={columns}
      filters={[
        { key: 'q', label: '反馈', kind: 'text', placeholder: '内容或编号' },
        { key: 'status', label: '状态', kind: 'choice', options: Object.entries(feedbackWords).map(([value, { word }]) => ({ value, label: word })) },
        { key: 'kind', label: '类型', kind: 'choice', options: options(kindWords) },
        { key: 'author', label: '来源', kind: 'choice', options: options(authorWords) },
        { key: 'submitted', label: '提交时间', kind: 'days' },
        ...(handles ? [{ key: 'mine', label: '处理人', kind: 'choice', options: [{ value: 'yes', label: '由我处理' }] } as const] : []),
      ]}
      exports={handles ? { list: 'feedback', filter: filterOf } : undefined}
      drawer={(id, row, list) => ({
        title: row ? `反馈 ${row.number}` : '反馈',
        wide: true,
        history: { subjectType: 'Feedback', subjectId: id },
        content: row && <FeedbackDetail key={row.status} feedback={row} />,
        footer: row && <FeedbackActs key={row.id} feedback={row} list={list} />,
      })}
    />
  )
}
