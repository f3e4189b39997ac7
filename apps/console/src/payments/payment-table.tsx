'use client'

import Link from 'next/link'
import { formatStamp, formatYuan } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { paymentWords } from '@hospital/web/status-words'
import { PaymentsDocument, type PaymentMethod, type PaymentRowFragment, type PaymentStatus } from '@/graphql/graphql'
import { optionsOf, paymentMethods } from '@/orders/words'
import { DataTable, type Column } from '@/table/data-table'
import { instantsOf } from '@/table/filters'
import { Lines } from '@/table/lines'
import { Facts } from '@/table/row-drawer'

const columns: Column<PaymentRowFragment>[] = [
  { key: 'number', title: '交易编号', fixed: true, render: ({ number }) => number },
  { key: 'method', title: '支付方式', render: ({ method }) => paymentMethods[method] },
  { key: 'orders', title: '订单', render: ({ allocations }) => allocations.map(({ order }) => order.number).join('、') },
  { key: 'amount', title: '金额（元）', align: 'right', render: ({ amountFen }) => formatYuan(amountFen) },
  { key: 'refunded', title: '已退（元）', align: 'right', render: ({ allocations }) => formatYuan(allocations.reduce((sum, { refundedFen }) => sum + refundedFen, 0)) },
  { key: 'status', title: '状态', render: ({ status }) => <StatusTag status={status} words={paymentWords} /> },
  { key: 'channel', title: '渠道单号', render: ({ channelTransactionId }) => channelTransactionId ?? '—' },
  { key: 'createdAt', title: '发起时间', render: ({ createdAt }) => formatStamp(createdAt) },
  { key: 'succeededAt', title: '到账时间', render: ({ succeededAt }) => (succeededAt ? formatStamp(succeededAt) : '—') },
]

export function PaymentTable() {
  return (
    <DataTable
      name="payments"
      noun="交易"
      source={{
        document: PaymentsDocument,
        connection: ({ payments }) => payments,
        variables: (values, page) => ({
          ...page,
          filter: {
            method: (values.method as PaymentMethod | undefined) ?? undefined,
            status: values.status ? [values.status as PaymentStatus] : undefined,
            number: values.number,
            ...instantsOf(values, 'created'),
          },
        }),
      }}
      columns={columns}
      filters={[
        { key: 'method', label: '支付方式', kind: 'choice', options: optionsOf(paymentMethods) },
        { key: 'status', label: '状态', kind: 'choice', options: optionsOf(paymentWords) },
        { key: 'created', label: '发起时间', kind: 'days' },
        { key: 'number', label: '编号', kind: 'text', placeholder: '交易、渠道或订单编号' },
      ]}
      drawer={(_, row) => ({ title: row ? `交易 ${row.number}` : '交易', wide: true, content: row && <PaymentDetail payment={row} /> })}
    />
  )
}

function PaymentDetail({ payment }: { payment: PaymentRowFragment }) {
  return (
    <>
      <Facts
        items={[
          ['状态', <StatusTag key="status" status={payment.status} words={paymentWords} />],
          ['支付方式', paymentMethods[payment.method]],
          ['金额（元）', formatYuan(payment.amountFen)],
          ['渠道单号', payment.channelTransactionId],
          ['发起时间', formatStamp(payment.createdAt)],
          ['到账时间', payment.succeededAt && formatStamp(payment.succeededAt)],
        ]}
      />
      <Lines
        title="分摊"
        rows={payment.allocations.map((allocation) => ({ id: allocation.order.id, ...allocation }))}
        columns={[
          ['订单编号', ({ order }) => <Link href={`/orders?number=${order.number}&row=${order.id}`}>{order.number}</Link>],
          ['内容', ({ order }) => order.title],
          ['金额（元）', ({ amountFen }) => formatYuan(amountFen)],
          ['已退（元）', ({ refundedFen }) => formatYuan(refundedFen)],
        ]}
      />
    </>
  )
}
