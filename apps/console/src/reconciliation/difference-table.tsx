'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { formatStamp, formatYuan } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { ReconciliationDifferencesDocument, type DifferenceRowFragment, type DifferenceStatus, type ReconciledChannel } from '@/graphql/graphql'
import { optionsOf } from '@/orders/words'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import { Facts } from '@/table/row-drawer'
import { HandleForm } from './handle-form'
import { channelWords, handlingWords, kindWords, stateWords, subjectWords } from './words'

const yuanOr = (fen: number | null | undefined) => (fen === null || fen === undefined ? '—' : formatYuan(fen))

const columns: Column<DifferenceRowFragment>[] = [
  { key: 'number', title: '编号', fixed: true, render: ({ number }) => number },
  { key: 'day', title: '日期', render: ({ reconciliation }) => reconciliation.day },
  { key: 'channel', title: '渠道', render: ({ reconciliation }) => channelWords[reconciliation.channel] },
  { key: 'kind', title: '差异', render: ({ subject, kind }) => `${subjectWords[subject]}${kindWords[kind]}` },
  { key: 'here', title: '本院金额（元）', align: 'right', render: ({ hereFen }) => yuanOr(hereFen) },
  { key: 'there', title: '渠道金额（元）', align: 'right', render: ({ thereFen }) => yuanOr(thereFen) },
  { key: 'status', title: '状态', render: ({ status }) => <StatusTag status={status} words={stateWords} /> },
  { key: 'handling', title: '处理方式', render: ({ handling }) => (handling ? handlingWords[handling] : '—') },
  { key: 'handledBy', title: '处理人', render: ({ handledBy }) => handledBy?.name ?? '—' },
  { key: 'handledAt', title: '处理时间', render: ({ handledAt }) => (handledAt ? formatStamp(handledAt) : '—') },
]

/** Where channels and our books do not agree, and what a person does about it. */
export function DifferenceTable() {
  const [handling, setHandling] = useState<{ row: DifferenceRowFragment; list: ListActs } | null>(null)
  return (
    <>
      <DataTable
        name="reconciliation-differences"
        noun="对账差异"
        source={{
          document: ReconciliationDifferencesDocument,
          connection: ({ reconciliationDifferences }) => reconciliationDifferences,
          variables: (values, page) => ({
            ...page,
            filter: { from: values.dayFrom, to: values.dayTo, channel: values.channel as ReconciledChannel | undefined, status: values.status as DifferenceStatus | undefined },
          }),
        }}
        columns={columns}
        filters={[
          { key: 'day', label: '日期', kind: 'days' },
          { key: 'channel', label: '渠道', kind: 'choice', options: optionsOf(channelWords) },
          { key: 'status', label: '状态', kind: 'choice', options: optionsOf(stateWords) },
        ]}
        drawer={(id, row, list) => ({
          title: row ? `差异 ${row.number}` : '对账差异',
          history: { subjectType: 'ReconciliationDifference', subjectId: id },
          content: row && <DifferenceFacts row={row} />,
          footer: row?.availableActions.includes('handleDifference') && <Button type="primary" onClick={() => setHandling({ row, list })}>处理差异</Button>,
        })}
      />
      {handling && (
        <HandleForm
          row={handling.row}
          onClose={() => setHandling(null)}
          onDone={() => {
            setHandling(null)
            handling.list.close()
            handling.list.reload()
          }}
        />
      )}
    </>
  )
}

function DifferenceFacts({ row: { reconciliation, kind, subject, status, hereFen, thereFen, handling, note, adjustedFen, handledAt, handledBy } }: { row: DifferenceRowFragment }) {
  return (
    <Facts
      items={[
        ['状态', <StatusTag key="status" status={status} words={stateWords} />],
        ['日期', reconciliation.day],
        ['渠道', channelWords[reconciliation.channel]],
        ['差异', `${subjectWords[subject]}${kindWords[kind]}`],
        ['本院金额（元）', yuanOr(hereFen)],
        ['渠道金额（元）', yuanOr(thereFen)],
        ['处理方式', handling && handlingWords[handling]],
        ['调账金额（元）', adjustedFen && formatYuan(adjustedFen)],
        ['处理说明', note],
        ['处理人', handledBy?.name],
        ['处理时间', handledAt && formatStamp(handledAt)],
      ]}
    />
  )
}
