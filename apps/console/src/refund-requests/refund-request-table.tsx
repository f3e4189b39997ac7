'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { formatStamp, formatYuan } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { RefundRequestsDocument, type OrderKind, type RefundRequestRowFragment, type RefundRequestStatus } from '@/graphql/graphql'
import { useInstitutions } from '@/orders/lookups'
import { optionsOf, orderKinds } from '@/orders/words'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import { instantsOf } from '@/table/filters'
import styles from '@/table/table.module.css'
import { RefundRequestFacts } from './refund-request-facts'
import { ApprovalForm, RefusalForm } from './verdict-forms'
import { reasonWords, requestWords } from './words'

const columns: Column<RefundRequestRowFragment>[] = [
  { key: 'order', title: '订单编号', fixed: true, render: ({ order }) => order.number },
  { key: 'kind', title: '业务', render: ({ kind }) => orderKinds[kind] },
  { key: 'patient', title: '患者', render: ({ order }) => order.patient?.name ?? '—' },
  { key: 'title', title: '内容', render: ({ order }) => order.title },
  { key: 'amount', title: '申请金额（元）', align: 'right', render: ({ amountFen }) => formatYuan(amountFen) },
  { key: 'reason', title: '原因', render: ({ reason }) => reasonWords[reason] },
  { key: 'status', title: '状态', render: ({ status }) => <StatusTag status={status} words={requestWords} /> },
  { key: 'requestedAt', title: '申请时间', render: ({ requestedAt }) => formatStamp(requestedAt) },
  { key: 'institution', title: '机构', render: ({ order }) => order.institution?.name ?? '—' },
]

type Deciding = { how: 'approve' | 'refuse'; request: RefundRequestRowFragment; list: ListActs }

/** What patients ask back, and the verdict of a person. */
export function RefundRequestTable() {
  const institutions = useInstitutions()
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const Form = deciding?.how === 'approve' ? ApprovalForm : RefusalForm
  return (
    <>
      <DataTable
        name="refund-requests"
        noun="退费申请"
        origin="患者申请退费后显示在这里，由您审核。"
        source={{
          document: RefundRequestsDocument,
          connection: ({ refundRequests }) => refundRequests,
          variables: (values, page) => ({
            ...page,
            filter: {
              status: values.status ? [values.status as RefundRequestStatus] : undefined, kind: (values.kind as OrderKind | undefined) ?? undefined,
              institutionId: values.institution, orderNumber: values.number, ...instantsOf(values, 'requested'),
            },
          }),
        }}
        columns={columns}
        filters={[
          { key: 'status', label: '状态', kind: 'choice', options: optionsOf(requestWords) },
          { key: 'kind', label: '业务类型', kind: 'choice', options: optionsOf(orderKinds) },
          { key: 'requested', label: '申请时间', kind: 'days' },
          { key: 'number', label: '订单编号', kind: 'text', placeholder: '编号或其开头' },
          { key: 'institution', label: '机构', kind: 'choice', options: institutions },
        ]}
        drawer={(id, row, list) => ({
          title: row ? `退费申请 ${row.order.number}` : '退费申请',
          wide: true,
          history: { subjectType: 'RefundRequest', subjectId: id },
          content: row && <RefundRequestFacts request={row} />,
          footer: row?.availableActions.includes('approveRefundRequest') && (
            <div className={styles.acts}>
              <Button danger onClick={() => setDeciding({ how: 'refuse', request: row, list })}>不同意</Button>
              <Button type="primary" onClick={() => setDeciding({ how: 'approve', request: row, list })}>同意退费</Button>
            </div>
          ),
        })}
      />
      {deciding && (
        <Form
          request={deciding.request}
          onClose={() => setDeciding(null)}
          onDone={() => {
            setDeciding(null)
            deciding.list.close()
            deciding.list.reload()
          }}
        />
      )}
    </>
  )
}
