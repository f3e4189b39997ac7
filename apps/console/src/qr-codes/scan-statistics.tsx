'use client'

import { useState } from 'react'
import { Button, DatePicker, Input, Select, Table } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { QrStatisticsDocument, type QrStatisticsQuery } from '@/graphql/graphql'
import { ScanChart } from './scan-chart'
import { channelWords, choicesOf } from './words'
import styles from './qr-codes.module.css'

type Statistics = QrStatisticsQuery['qrStatistics']
type Channel = keyof typeof channelWords

/** Scans of a span of days, by day, channel and campaign. */
export function ScanStatistics({ today }: { today: string }) {
  const [span, setSpan] = useState<[Dayjs, Dayjs]>([dayjs(today).subtract(29, 'day'), dayjs(today)])
  const [channel, setChannel] = useState<Channel | undefined>()
  const [campaign, setCampaign] = useState('')
  const filter = { from: span[0].format('YYYY-MM-DD'), to: span[1].format('YYYY-MM-DD'), channel: channel ?? null, campaign: campaign || null }
  const [{ data, error }, ask] = useQuery({ query: QrStatisticsDocument, variables: { filter } })
  const problem = problemOf(error)
  return (
    <>
      <section className={`${styles.sheet} ${styles.bar}`} aria-label="筛选">
        <label htmlFor="span">日期<DatePicker.RangePicker id={{ start: 'span', end: 'span-end' }} value={span} allowClear={false} maxDate={dayjs(today)} onChange={(next) => next?.[0] && next[1] && setSpan([next[0], next[1]])} /></label>
        <label htmlFor="channel">渠道<Select<Channel> id="channel" allowClear placeholder="全部" style={{ width: 160 }} value={channel} options={choicesOf(channelWords) as { value: Channel; label: string }[]} onChange={setChannel} /></label>
        <label htmlFor="campaign">活动<Input.Search id="campaign" allowClear placeholder="活动名称" style={{ width: 220 }} onSearch={(typed) => setCampaign(typed.trim())} /></label>
      </section>
      {problem && !data && <ErrorState problem={problem} title="统计没有加载出来" ways={<Button onClick={() => ask({ requestPolicy: 'network-only' })}>重试</Button>} />}
      {!problem && !data && <RowSkeletons count={8} />}
      {data && <Figures statistics={data.qrStatistics} />}
    </>
  )
}

function Figures({ statistics: { total, days, channels, campaigns } }: { statistics: Statistics }) {
  if (total.scans === 0) return <section className={styles.sheet}><Empty title="这段时间还没有扫码">换一段日期，或先生成并张贴二维码。</Empty></section>
  const summary = `共扫码 ${total.scans} 次，${total.visitors} 人，新增关注 ${total.newFollowers} 人`
  const withScans = days.filter(({ scans }) => scans > 0).toReversed()
  return (
    <>
      <section className={styles.sheet} aria-label="合计">
        <dl className={styles.figures}>
          <div><dt>扫码次数</dt><dd>{total.scans.toLocaleString('zh-CN')}</dd></div>
          <div><dt>扫码人数</dt><dd>{total.visitors.toLocaleString('zh-CN')}</dd></div>
          <div><dt>新增关注</dt><dd>{total.newFollowers.toLocaleString('zh-CN')}</dd></div>
        </dl>
      </section>
      <section className={styles.sheet}>
        <h2>每日扫码</h2>
        <ScanChart days={days} summary={summary} />
      </section>
      <div className={styles.tables}>
        <Counts title="按日" head="日期" rows={withScans.map(({ day, ...counts }) => ({ name: day, ...counts }))} />
        <Counts title="按渠道" head="渠道" rows={channels.map(({ channel, ...counts }) => ({ name: channelWords[channel], ...counts }))} />
        <Counts title="按活动" head="活动" rows={campaigns.map(({ campaign, ...counts }) => ({ name: campaign, ...counts }))} />
      </div>
    </>
  )
}

interface Count {
  name: string
  scans: number
  visitors: number
  newFollowers: number
}

function Counts({ title, head, rows }: { title: string; head: string; rows: Count[] }) {
  return (
    <section className={styles.sheet} aria-label={title}>
      <h2>{title}</h2>
      <Table<Count>
        rowKey="name"
        size="small"
        pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        dataSource={rows}
        columns={[
          { key: 'name', title: head, render: (_, { name }) => name },
          { key: 'scans', title: '次数', align: 'right', render: (_, { scans }) => scans.toLocaleString('zh-CN') },
          { key: 'visitors', title: '人数', align: 'right', render: (_, { visitors }) => visitors.toLocaleString('zh-CN') },
          { key: 'newFollowers', title: '新增关注', align: 'right', render: (_, { newFollowers }) => newFollowers.toLocaleString('zh-CN') },
        ]}
      />
    </section>
  )
}
