'use client'

import { formatStamp, formatYuan } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { refundWords } from '@hospital/web/status-words'
import { MoneyAlertsDocument, type MoneyAlertRowFragment } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { AlertDetail } from './alert-detail'
import { alertWords } from './words'

const ordersOf = ({ refund, payment }: MoneyAlertRowFragment) => (refund ? [refund.order] : (payment?.orders ?? [])).map(({ number }) => number).join('、') || '—'

function amountOf({ refund, payment }: MoneyAlertRowFragment): string {
  const fen = refund?.amountFen ?? payment?.amountFen
  return fen === undefined ? '—' : formatYuan(fen)
}

const columns: Column<MoneyAlertRowFragment>[] = [
  { key: 'at', title: '发现时间', fixed: true, render: ({ at }) => formatStamp(at) },
  { key: 'kind', title: '异常', render: ({ kind }) => <StatusTag status={kind} words={alertWords} /> },
  { key: 'amount', title: '涉及金额（元）', align: 'right', render: amountOf },
  { key: 'orders', title: '订单', render: ordersOf },
  { key: 'payment', title: '交易编号', render: ({ payment }) => payment?.number ?? '—' },
  { key: 'refund', title: '退款编号', render: ({ refund }) => refund?.number ?? '—' },
  { key: 'state', title: '退款现状', render: ({ refund }) => (refund ? <StatusTag status={refund.status} words={refundWords} /> : '—') },
]

export function AlertTable() {
  return (
    <DataTable
      name="alerts"
      noun="资金异常"
      origin="渠道、账簿与订单对不上时自动登记在这里，处理后留存。"
      source={{ document: MoneyAlertsDocument, connection: ({ moneyAlerts }) => moneyAlerts, variables: (_, page) => page }}
      columns={columns}
      drawer={(_, row) => ({ title: row ? (alertWords[row.kind]?.word ?? '资金异常') : '资金异常', content: row && <AlertDetail alert={row} /> })}
    />
  )
}
