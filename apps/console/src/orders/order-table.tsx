'use client'

import { formatStamp, formatYuan } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { StatusTag } from '@hospital/web/parts/tag'
import { orderWords } from '@hospital/web/status-words'
import { OrdersDocument, type OrderKind, type OrderRowFragment, type OrderStatus } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { fensOf, instantsOf, type Filter, type FilterValues } from '@/table/filters'
import { DepartmentField, DoctorField, PatientField, useInstitutions } from './lookups'
import { OrderDetail } from './order-detail'
import { optionsOf, orderKinds } from './words'

const columns: Column<OrderRowFragment>[] = [
  { key: 'number', title: '订单编号', fixed: true, render: ({ number }) => number },
  { key: 'kind', title: '业务', render: ({ kind }) => orderKinds[kind] },
  { key: 'patient', title: '患者', render: ({ patient }) => patient?.name ?? '—' },
  { key: 'department', title: '科室', render: ({ department }) => department?.name ?? '—' },
  { key: 'practitioner', title: '医生', render: ({ practitioner }) => practitioner?.name ?? '—' },
  { key: 'title', title: '内容', render: ({ title }) => title },
  { key: 'amount', title: '金额（元）', align: 'right', render: ({ amountFen }) => formatYuan(amountFen) },
  { key: 'refunded', title: '已退（元）', align: 'right', render: ({ refundedFen }) => (refundedFen ? formatYuan(refundedFen) : '—') },
  { key: 'status', title: '状态', render: ({ status }) => <StatusTag status={status} words={orderWords} /> },
  { key: 'createdAt', title: '下单时间', render: ({ createdAt }) => formatStamp(createdAt) },
  { key: 'paidAt', title: '支付时间', render: ({ paidAt }) => (paidAt ? formatStamp(paidAt) : '—') },
  { key: 'deliveredAt', title: '完成时间', render: ({ deliveredAt }) => (deliveredAt ? formatStamp(deliveredAt) : '—') },
  { key: 'institution', title: '机构', render: ({ institution }) => institution?.name ?? '—' },
]

const filterOf = (values: FilterValues) => ({
  kind: (values.kind as OrderKind | undefined) ?? undefined,
  status: values.status ? [values.status as OrderStatus] : undefined,
  institutionId: values.institution,
  departmentId: values.department,
  practitionerId: values.doctor,
  patientId: values.patient,
  number: values.number,
  ...instantsOf(values, 'created'),
  ...fensOf(values, 'amount'),
})

export function OrderTable() {
  const institutions = useInstitutions()
  const mayFindPatients = useMay('patient:list')
  const filters: Filter[] = [
    { key: 'kind', label: '业务类型', kind: 'choice', options: optionsOf(orderKinds) },
    { key: 'status', label: '订单状态', kind: 'choice', options: optionsOf(orderWords) },
    { key: 'created', label: '下单时间', kind: 'days' },
    { key: 'number', label: '订单编号', kind: 'text', placeholder: '编号或其开头' },
    { key: 'institution', label: '机构', kind: 'choice', options: institutions },
    { key: 'department', label: '科室', kind: 'lookup', Field: DepartmentField },
    { key: 'doctor', label: '医生', kind: 'lookup', Field: DoctorField },
    ...(mayFindPatients ? [{ key: 'patient', label: '患者', kind: 'lookup', Field: PatientField } as const] : []),
    { key: 'amount', label: '金额（元）', kind: 'yuan' },
  ]
  return (
    <DataTable
      name="orders"
      noun="订单"
      origin="患者挂号、咨询、缴费后显示在这里。"
      source={{ document: OrdersDocument, connection: ({ orders }) => orders, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
      columns={columns}
      filters={filters}
      exports={{ list: 'orders', filter: filterOf }}
      drawer={(id, row) => ({ title: row ? `订单 ${row.number}` : '订单', wide: true, content: <OrderDetail id={id} /> })}
    />
  )
}
