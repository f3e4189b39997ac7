import Link from 'next/link'
import { formatStamp, formatYuan } from '@hospital/web/format'
import { Lines } from '@/table/lines'
import { Facts } from '@/table/row-drawer'
import type { DayRow } from './day-table'
import { channelWords } from './words'

/** The same sum in three books, channel by channel. */
export function DayFacts({ row: { day, reconciliations, missing, openDifferences, closedAt, closedBy } }: { row: DayRow }) {
  return (
    <>
      <Facts
        items={[
          ['待处理差异', <Link key="differences" href={`/reconciliation-differences?dayFrom=${day}&dayTo=${day}`}>{openDifferences} 项</Link>],
          ['未核对', missing.map((channel) => channelWords[channel]).join('、')],
          ['日结时间', closedAt && formatStamp(closedAt)],
          ['日结人', closedBy?.name],
        ]}
      />
      <Lines
        title="各渠道"
        rows={reconciliations}
        columns={[
          ['渠道', ({ channel }) => channelWords[channel]],
          ['收款 / 退款（笔）', ({ payments, refunds }) => `${payments} / ${refunds}`],
          ['本院净额（元）', ({ ordersFen }) => formatYuan(ordersFen)],
          ['账簿净额（元）', ({ ledgerFen }) => formatYuan(ledgerFen)],
          ['渠道净额（元）', ({ tradeBillFen }) => formatYuan(tradeBillFen)],
          ['手续费（元）', ({ feeFen }) => formatYuan(feeFen)],
          ['核对时间', ({ finishedAt, runs }) => `${formatStamp(finishedAt)}（第 ${runs} 次）`],
        ]}
      />
    </>
  )
}
