'use client'

import { useMemo } from 'react'
import { useRouter, useSearchParams } from 'next/navigation'
import { Button } from 'antd'
import { useQuery } from 'urql'
import { formatYuan } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { IncomeReportDocument, type IncomeFiguresFragment, type IncomeReportQuery } from '@/graphql/graphql'
import { Chart, type ChartOption } from '@/figures/chart'
import { orderKinds } from '@/orders/words'
import { addressOf, daysOf, filterOf, readAsked, transactionsOf, type Asked } from './asked'
import { IncomeFilters } from './income-filters'
import { IncomeTable, type NamedRow } from './income-table'
import figures from '@/figures/figures.module.css'
import styles from './income.module.css'

type Report = IncomeReportQuery['incomeReport']

/** Income of a span of days, four ways to divide it; every figure leads to the transactions that it adds up. */
export function IncomeBoard({ first, last }: { first: string; last: string }) {
  const params = useSearchParams()
  const asked = readAsked(new URLSearchParams(params), first, last)
  const [{ data, error, fetching }, again] = useQuery({ query: IncomeReportDocument, variables: { filter: filterOf(asked) }, requestPolicy: 'cache-and-network' })
  const problem = problemOf(error)
  return (
    <>
      <IncomeFilters asked={asked} onAsk={(next) => window.history.pushState(null, '', addressOf(next))} />
      {problem && <ErrorState problem={problem} title="报表没有加载出来" ways={<Button onClick={() => again({ requestPolicy: 'network-only' })}>重试</Button>} />}
      {!problem && (data ? <Figures report={data.incomeReport} asked={asked} busy={fetching} /> : <RowSkeletons count={10} />)}
    </>
  )
}

function Figures({ report, asked, busy }: { report: Report; asked: Asked; busy: boolean }) {
  const router = useRouter()
  const { total, periods } = report
  const sum: NamedRow = { ...total, name: '合计', href: transactionsOf(asked) }
  const days = periods.map((row): NamedRow => ({ ...row, name: row.key, href: transactionsOf(asked, daysOf(row.key, asked)) }))
  const sides: [title: string, noun: string, rows: NamedRow[]][] = [
    ['业务收入', '业务', report.kinds.map((row) => ({ ...row, name: orderKinds[row.key as keyof typeof orderKinds] ?? row.key, href: transactionsOf(asked, { kind: row.key }) }))],
    ['科室收入', '科室', report.departments.map(({ department, ...row }) => ({ ...row, name: department ? `${department.name}（${department.institution.name}）` : UNNAMED, href: department ? transactionsOf(asked, { department: department.id }) : undefined }))],
    ['医生收入', '医生', report.practitioners.map(({ practitioner, ...row }) => ({ ...row, name: practitioner ? [practitioner.name, practitioner.departments[0]?.name].filter(Boolean).join(' ') : UNNAMED, href: practitioner ? transactionsOf(asked, { doctor: practitioner.id }) : undefined }))],
  ]
  return (
    <div className={figures.figures} aria-busy={busy}>
      <Sums total={total} />
      <section className={figures.sheet} aria-label="收入走势">
        <h2>收入走势</h2>
        <Bars title={asked.period === 'MONTH' ? '每月收入' : '每日收入'} rows={days} onPick={(row) => router.push(row.href!)} />
        <IncomeTable title={asked.period === 'MONTH' ? '每月收入' : '每日收入'} noun={asked.period === 'MONTH' ? '月份' : '日期'} rows={days.filter(hasMoved)} total={sum} />
      </section>
      {sides.map(([title, noun, rows]) => (
        <section key={title} className={figures.sheet} aria-label={title}>
          <h2>{title}</h2>
          {rows.length > 1 && <Bars title={title} rows={rows.slice(0, MOST_BARS)} onPick={({ href }) => href && router.push(href)} />}
          <IncomeTable title={title} noun={noun} rows={rows} total={sum} />
        </section>
      ))}
    </div>
  )
}

const UNNAMED = '未指定'
const MOST_BARS = 20
const COLORS = { paid: '#2f6fb0', refunded: '#c0362c' }

const hasMoved = ({ paidFen, refundedFen, earnedFen }: IncomeFiguresFragment) => paidFen !== 0 || refundedFen !== 0 || earnedFen !== 0

function Sums({ total: { paidFen, refundedFen, netFen, earnedFen, payments, refunds } }: { total: IncomeFiguresFragment }) {
  const sums = [['收款（元）', paidFen, `${payments} 笔`], ['退款（元）', refundedFen, `${refunds} 笔`], ['净收款（元）', netFen, '收款减退款'], ['确认收入（元）', earnedFen, '已完成的服务']] as const
  return <section aria-label="合计"><dl className={styles.sums}>{sums.map(([word, fen, note]) => <div key={word}><dt>{word}</dt><dd>{formatYuan(fen)}</dd><dd>{note}</dd></div>)}</dl></section>
}

function Bars({ title, rows, onPick }: { title: string; rows: readonly NamedRow[]; onPick(row: NamedRow): void }) {
  const option = useMemo((): ChartOption => ({
    tooltip: { trigger: 'axis', valueFormatter: (yuan) => `¥${Number(yuan).toFixed(2)}` }, legend: { bottom: 0 }, grid: { left: 72, right: 16, top: 16, bottom: 56 },
    xAxis: { type: 'category', data: rows.map(({ name }) => name) }, yAxis: { type: 'value' },
    series: [
      { name: '收款', type: 'bar', itemStyle: { color: COLORS.paid }, data: rows.map(({ paidFen }) => paidFen / 100) },
      { name: '退款', type: 'bar', itemStyle: { color: COLORS.refunded }, data: rows.map(({ refundedFen }) => refundedFen / 100) },
    ],
  }), [rows])
  const words = rows.filter(hasMoved).map(({ name, paidFen, refundedFen }) => `${name} 收款 ${formatYuan(paidFen)} 元，退款 ${formatYuan(refundedFen)} 元`).join('；')
  return <Chart label={`${title}：${words || '没有收款与退款'}`} option={option} onPick={(at) => onPick(rows[at]!)} />
}
