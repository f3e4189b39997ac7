'use client'

import { formatStamp, formatYuan } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { orderWords } from '@hospital/web/status-words'
import { OrdersDocument, type OrderKind, type OrderRowFragment, type OrderStatus } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { instantsOf } from '@/table/filters'
import { OrderDetail } from './order-detail'
import { optionsOf, orderKinds } from './words'

const columns: Column<OrderRowFragment>[] = [
  { key: 'number', title: '订单编号', fixed: true, render: ({ number }) => number },
  { key: 'kind', title: '业务', render: ({ kind }) => orderKinds[kind] },
  { key: 'patient', title: '患者', render: ({ patient }) => patient?.name ?? '—' },
  { key: 'service', title: '科室 / 服务', render: ({ department, practitioner, title }) => [department?.name, practitioner?.name].filter(Boolean).join(' ') || title },
  { key: 'amount', title: '金额（元）', align: 'right', render: ({ amountFen }) => formatYuan(amountFen) },
  { key: 'refunded', title: '已退（元）', align: 'right', render: ({ refundedFen }) => (refundedFen ? formatYuan(refundedFen) : '—') },
  { key: 'status', title: '状态', render: ({ status }) => <StatusTag status={status} words={orderWords} /> },
  { key: 'createdAt', title: '下单时间', render: ({ createdAt }) => formatStamp(createdAt) },
  { key: 'paidAt', title: '支付时间', render: ({ paidAt }) => (paidAt ? formatStamp(paidAt) : '—') },
]

export function OrderTable() {
  return (
    <DataTable
      name="orders"
      noun="订单"
      source={{
        document: OrdersDocument,
        connection: ({ orders }) => orders,
        variables: (values, page) => ({
          ...page,
          filter: {
            kind: (values.kind as OrderKind | undefined) ?? undefined,
            status: values.status ? [values.status as OrderStatus] : undefined,
            number: values.number,
            ...instantsOf(values, 'created'),
          },
        }),
      }}
      columns={columns}
      filters={[
        { key: 'kind', label: '业务类型', kind: 'choice', options: optionsOf(orderKinds) },
        { key: 'status', label: '订单状态', kind: 'choice', options: optionsOf(orderWords) },
        { key: 'created', label: '下单时间', kind: 'days' },
        { key: 'number', label: '订单编号', kind: 'text', placeholder: '编号或其开头' },
      ]}
      drawer={(id, row) => ({ title: row ? `订单 ${row.number}` : '订单', wide: true, content: <OrderDetail id={id} /> })}
    />
  )
}
