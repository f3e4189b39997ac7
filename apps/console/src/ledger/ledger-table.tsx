'use client'

import { formatStamp, formatYuan } from '@hospital/web/format'
import { LedgerDocument, type LedgerQuery } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { accounts } from './accounts'

type Entry = LedgerQuery['ledgerEntries']['nodes'][number]

const columns: Column<Entry>[] = [
  { key: 'at', title: '时间', fixed: true, render: ({ at }) => formatStamp(at) },
  { key: 'account', title: '科目', render: ({ account }) => accounts[account] ?? account },
  { key: 'debit', title: '借（元）', align: 'right', render: ({ debitFen }) => (debitFen ? formatYuan(debitFen) : '') },
  { key: 'credit', title: '贷（元）', align: 'right', render: ({ creditFen }) => (creditFen ? formatYuan(creditFen) : '') },
  { key: 'memo', title: '摘要', render: ({ memo }) => memo },
  { key: 'transaction', title: '凭证', render: ({ transactionId }) => transactionId.slice(-8).toUpperCase() },
]

export function LedgerTable() {
  return <DataTable name="ledger" noun="账目" source={{ document: LedgerDocument, connection: ({ ledgerEntries }) => ledgerEntries, variables: (_, page) => page }} columns={columns} />
}
