'use client'

import { useMemo, useState } from 'react'
import { useRouter } from 'next/navigation'
import { Button, DatePicker, Select, Space } from 'antd'
import dayjs from 'dayjs'
import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { MessageStatisticsDocument, NoticeEventsDocument, type MessageChannel, type MessageCountRowFragment, type MessageStatisticsQuery } from '@/graphql/graphql'
import { channelWords, optionsOf, terminalWords } from '@/sent-messages/words'
import { ExportButton } from '@/table/export-button'
import { Chart, COLORS } from '@/figures/chart'
import { CountTable } from './count-table'
import figures from '@/figures/figures.module.css'
import styles from './message-statistics.module.css'

interface Asked {
  from: string
  to: string
  event?: string
  channel?: MessageChannel
  terminal?: string
}

/** Counts of a span of days; every bar and every number leads to the messages that it counts. */
export function StatisticsBoard({ first, last }: { first: string; last: string }) {
  const [asked, ask] = useState<Asked>({ from: first, to: last })
  const [{ data: known }] = useQuery({ query: NoticeEventsDocument })
  const [{ data, error, fetching }, again] = useQuery({ query: MessageStatisticsDocument, variables: { filter: asked }, requestPolicy: 'cache-and-network' })
  const problem = problemOf(error)
  return (
    <>
      <Space wrap className={figures.filters} role="search">
        <DatePicker.RangePicker aria-label="统计时段" allowClear={false} value={[dayjs(asked.from), dayjs(asked.to)]} onChange={(days) => days?.[0] && days[1] && ask({ ...asked, from: days[0].format('YYYY-MM-DD'), to: days[1].format('YYYY-MM-DD') })} />
        <Select aria-label="渠道" allowClear placeholder="全部渠道" style={{ width: 140 }} value={asked.channel} options={optionsOf(channelWords) as { value: MessageChannel; label: string }[]} onChange={(channel) => ask({ ...asked, channel })} />
        <Select aria-label="终端" allowClear placeholder="全部终端" style={{ width: 180 }} value={asked.terminal} options={optionsOf(terminalWords)} onChange={(terminal) => ask({ ...asked, terminal })} />
        <Select aria-label="业务" allowClear showSearch={{ optionFilterProp: 'label' }} placeholder="全部业务" style={{ width: 200 }} value={asked.event} options={(known?.messageEvents ?? []).map(({ event, label }) => ({ value: event, label }))} onChange={(event) => ask({ ...asked, event })} />
        <ExportButton noun="消息统计" ask={{ list: 'messageStatistics', filter: asked, columns: [] }} />
      </Space>
      {problem && !data ? <ErrorState problem={problem} title="统计没有加载出来" ways={<Button onClick={() => again({ requestPolicy: 'network-only' })}>重试</Button>} /> : !data ? <RowSkeletons count={10} /> : <Figures statistics={data.messageStatistics} asked={asked} busy={fetching} />}
    </>
  )
}

export const totalOf = ({ queued, sent, delivered, failed }: Omit<MessageCountRowFragment, 'key' | 'label'>) => queued + sent + delivered + failed

function Figures({ statistics: { total, days, channels, terminals, events }, asked, busy }: { statistics: MessageStatisticsQuery['messageStatistics']; asked: Asked; busy: boolean }) {
  const router = useRouter()
  const linkTo = (narrowed: Record<string, string | undefined>) => `/messages?${new URLSearchParams(Object.entries({ event: asked.event, channel: asked.channel, terminal: asked.terminal, ...(narrowed.day ? {} : { atFrom: asked.from, atTo: asked.to }), ...narrowed }).filter((pair): pair is [string, string] => pair[1] !== undefined))}`
  const byDay = useMemo(() => ({
    tooltip: { trigger: 'axis' as const }, legend: { bottom: 0 }, grid: { left: 48, right: 16, top: 16, bottom: 56 },
    xAxis: { type: 'category' as const, data: days.map(({ label }) => label.slice(5)) }, yAxis: { type: 'value' as const, minInterval: 1 },
    series: STATES.map(([status, name]) => ({ name, type: 'bar' as const, stack: 'all', itemStyle: { color: COLORS[status] }, data: days.map((day) => day[status]) })),
  }), [days])
  if (totalOf(total) === 0) return <Empty title="这段时间没有消息">换一个时段，或放宽筛选条件。</Empty>
  return (
    <div className={figures.figures} aria-busy={busy}>
      <section className={styles.sums} aria-label="合计">
        {([['总数', totalOf(total), undefined], ['已送达', total.delivered, 'DELIVERED'], ['已发送', total.sent, 'SENT'], ['待发送', total.queued, 'QUEUED'], ['发送失败', total.failed, 'FAILED']] as const).map(([word, count, status]) => (
          <button key={word} type="button" onClick={() => router.push(linkTo({ status }))}><strong>{count.toLocaleString('zh-CN')}</strong><span>{word}</span></button>
        ))}
      </section>
      <section className={figures.sheet} aria-label="每日消息">
        <h2>每日消息</h2>
        <Chart label={`每日消息数：${days.filter((day) => totalOf(day) > 0).map((day) => `${day.label} 共 ${totalOf(day)} 条，送达 ${day.delivered} 条，失败 ${day.failed} 条`).join('；')}`} option={byDay} onPick={(at, series) => router.push(linkTo({ day: days[at]!.key, status: STATES[series]?.[0].toUpperCase() }))} />
        <CountTable caption="每日明细" rows={days.filter((day) => totalOf(day) > 0)} linkOf={({ key }, status) => linkTo({ day: key, status })} />
      </section>
      <div className={styles.sides}>
        <section className={figures.sheet} aria-label="按渠道"><h2>按渠道</h2><CountTable caption="按渠道" rows={channels} linkOf={({ key }, status) => linkTo({ channel: key, status })} /></section>
        <section className={figures.sheet} aria-label="按终端"><h2>按终端</h2><CountTable caption="按终端" rows={terminals} linkOf={({ key }, status) => linkTo({ terminal: key, status })} /></section>
      </div>
      <section className={figures.sheet} aria-label="按业务"><h2>按业务</h2><CountTable caption="按业务" rows={events} linkOf={({ key }, status) => linkTo({ event: key, status })} /></section>
    </div>
  )
}

const STATES = [['delivered', '已送达'], ['sent', '已发送'], ['queued', '待发送'], ['failed', '发送失败']] as const
