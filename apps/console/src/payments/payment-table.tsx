'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { formatStamp, formatYuan } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { paymentWords } from '@hospital/web/status-words'
import { PaymentsDocument, type OrderKind, type PaymentMethod, type PaymentRowFragment, type PaymentStatus } from '@/graphql/graphql'
import { DepartmentField, DoctorField, useInstitutions } from '@/orders/lookups'
import { optionsOf, orderKinds, paymentMethods } from '@/orders/words'
import { readAddress } from '@/table/address'
import { DataTable, type Column } from '@/table/data-table'
import { instantsOf, type FilterValues } from '@/table/filters'
import { Lines } from '@/table/lines'
import { Facts } from '@/table/row-drawer'
import { PaymentTotals } from './payment-totals'

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

const filterOf = (values: FilterValues) => ({
  method: (values.method as PaymentMethod | undefined) ?? undefined,
  status: values.status ? [values.status as PaymentStatus] : undefined,
  number: values.number,
  kind: (values.kind as OrderKind | undefined) ?? undefined,
  institutionId: values.institution,
  departmentId: values.department,
  practitionerId: values.doctor,
  bookedFrom: values.bookedFrom,
  bookedTo: values.bookedTo,
  ...instantsOf(values, 'created'),
})

export function PaymentTable() {
  const institutions = useInstitutions()
  const params = useSearchParams()
  return (
    <DataTable
      name="payments"
      noun="交易"
      origin="患者付款后显示在这里。"
      source={{ document: PaymentsDocument, connection: ({ payments }) => payments, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
      columns={columns}
      filters={[
        { key: 'booked', label: '入账日期', kind: 'days' },
        { key: 'kind', label: '业务类型', kind: 'choice', options: optionsOf(orderKinds) },
        { key: 'method', label: '支付方式', kind: 'choice', options: optionsOf(paymentMethods) },
        { key: 'number', label: '编号', kind: 'text', placeholder: '交易、渠道或订单编号' },
        { key: 'status', label: '状态', kind: 'choice', options: optionsOf(paymentWords) },
        { key: 'created', label: '发起时间', kind: 'days' },
        { key: 'institution', label: '机构', kind: 'choice', options: institutions },
        { key: 'department', label: '科室', kind: 'lookup', Field: DepartmentField },
        { key: 'doctor', label: '医生', kind: 'lookup', Field: DoctorField },
      ]}
      toolbar={<PaymentTotals filter={filterOf(readAddress(new URLSearchParams(params)).filters)} />}
      exports={{ list: 'payments', filter: filterOf, more: ['paid', 'returned', 'net'] }}
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
