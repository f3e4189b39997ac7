'use client'

import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { StatusTag } from '@hospital/web/parts/tag'
import { ReconciledDaysDocument, type ReconciledDayRowFragment } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { CloseDayButton, ReconcileButton } from './day-acts'
import { DayFacts } from './day-facts'
import { channelWords } from './words'

/** A day is known by itself. */
export type DayRow = ReconciledDayRowFragment & { id: string }

const dayWords = { CLOSED: { word: '已日结', tone: 'success' }, DIFFERS: { word: '有差异', tone: 'danger' }, MISSING: { word: '未核对完', tone: 'warn' }, EVEN: { word: '已对平', tone: 'info' } } as const

const stateOf = ({ closedAt, missing, openDifferences }: DayRow): keyof typeof dayWords => (closedAt ? 'CLOSED' : openDifferences ? 'DIFFERS' : missing.length ? 'MISSING' : 'EVEN')

const columns: Column<DayRow>[] = [
  { key: 'day', title: '日期', fixed: true, render: ({ day }) => day },
  { key: 'state', title: '状态', render: (row) => <StatusTag status={stateOf(row)} words={dayWords} /> },
  { key: 'differences', title: '待处理差异', align: 'right', render: ({ openDifferences }) => openDifferences },
  { key: 'compared', title: '已核对', render: ({ reconciliations }) => reconciliations.map(({ channel }) => channelWords[channel]).join('、') },
  { key: 'missing', title: '未核对', render: ({ missing }) => missing.map((channel) => channelWords[channel]).join('、') || '—' },
  { key: 'closedAt', title: '日结时间', render: ({ closedAt }) => (closedAt ? formatStamp(closedAt) : '—') },
  { key: 'closedBy', title: '日结人', render: ({ closedBy }) => closedBy?.name ?? '—' },
]

/** Every day with what it was compared with, and its closing. `yesterday`: the latest day that there are bills of. */
export function DayTable({ yesterday }: { yesterday: string }) {
  const mayRun = useMay('reconciliation:run')
  const mayHandle = useMay('reconciliation:handle')
  return (
    <DataTable
      name="reconciled-days"
      noun="对账日"
      source={{
        document: ReconciledDaysDocument,
        connection: ({ reconciledDays }) => ({ ...reconciledDays, nodes: reconciledDays.nodes.map((row): DayRow => ({ ...row, id: row.day })) }),
        variables: (_, page) => page,
      }}
      columns={columns}
      toolbar={(list) => mayRun && <ReconcileButton yesterday={yesterday} onDone={list.reload} />}
      drawer={(day, row, list) => ({
        title: `对账 ${day}`,
        wide: true,
        history: { subjectType: 'ReconciledDay', subjectId: day },
        content: row && <DayFacts row={row} />,
        footer: row && !row.closedAt && mayHandle && <CloseDayButton row={row} onDone={() => { list.close(); list.reload() }} />,
      })}
    />
  )
}
