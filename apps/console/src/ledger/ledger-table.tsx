'use client'

import Link from 'next/link'
import { formatStamp, formatYuan } from '@hospital/web/format'
import { LedgerDocument, type LedgerAccount, type LedgerFact, type LedgerQuery } from '@/graphql/graphql'
import { optionsOf } from '@/orders/words'
import { DataTable, type Column } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { accounts, facts } from './words'

type Entry = LedgerQuery['ledgerEntries']['nodes'][number]

const columns: Column<Entry>[] = [
  { key: 'at', title: '时间', fixed: true, render: ({ at }) => formatStamp(at) },
  { key: 'account', title: '科目', render: ({ account }) => accounts[account] },
  { key: 'debit', title: '借（元）', align: 'right', render: ({ debitFen }) => (debitFen ? formatYuan(debitFen) : '') },
  { key: 'credit', title: '贷（元）', align: 'right', render: ({ creditFen }) => (creditFen ? formatYuan(creditFen) : '') },
  { key: 'fact', title: '来源', render: ({ fact }) => facts[fact] },
  { key: 'order', title: '订单', render: ({ order }) => (order ? <Link href={`/orders?number=${order.number}&row=${order.id}`} prefetch={false}>{order.number}</Link> : '—') },
  { key: 'payment', title: '交易', render: ({ payment }) => (payment ? <Link href={`/payments?number=${payment.number}&row=${payment.id}`} prefetch={false}>{payment.number}</Link> : '—') },
  { key: 'memo', title: '摘要', render: ({ memo }) => memo },
  { key: 'transaction', title: '凭证', render: ({ transactionId }) => transactionId.slice(-8).toUpperCase() },
]

const filterOf = ({ account, fact, number, bookedFrom, bookedTo }: FilterValues) => ({ account: account as LedgerAccount | undefined, fact: fact as LedgerFact | undefined, number, from: bookedFrom, to: bookedTo })

export function LedgerTable() {
  return (
    <DataTable
      name="ledger"
      noun="账目"
      origin="收款、退款、确认收入和对账调账记下后显示在这里。"
      source={{ document: LedgerDocument, connection: ({ ledgerEntries }) => ledgerEntries, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
      columns={columns}
      filters={[
        { key: 'booked', label: '记账日期', kind: 'days' },
        { key: 'account', label: '科目', kind: 'choice', options: optionsOf(accounts) },
        { key: 'fact', label: '来源', kind: 'choice', options: optionsOf(facts) },
        { key: 'number', label: '编号', kind: 'text', placeholder: '订单、交易、退款或渠道编号' },
      ]}
      exports={{ list: 'ledger', filter: filterOf }}
    />
  )
}
