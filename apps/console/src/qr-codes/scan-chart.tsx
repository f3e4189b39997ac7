'use client'

import { useEffect, useRef } from 'react'
import type { QrStatisticsQuery } from '@/graphql/graphql'
import styles from './qr-codes.module.css'

type Day = QrStatisticsQuery['qrStatistics']['days'][number]

const colorOf = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** Scans and new followers by day. The table below says the same in words. */
export function ScanChart({ days, summary }: { days: readonly Day[]; summary: string }) {
  const at = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let left = false
    let dispose = () => {}
    void draw(at.current!, days).then((drawn) => (left ? drawn() : (dispose = drawn)))
    return () => {
      left = true
      dispose()
    }
  }, [days])
  return <div ref={at} className={styles.chart} role="img" aria-label={summary} />
}

/** The library comes only to whoever looks at a chart. */
async function draw(at: HTMLDivElement, days: readonly Day[]): Promise<() => void> {
  const [{ init, use }, { BarChart, LineChart }, { GridComponent, LegendComponent, TooltipComponent }, { SVGRenderer }] = await Promise.all([
    import('echarts/core'), import('echarts/charts'), import('echarts/components'), import('echarts/renderers'),
  ])
  use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])
  const chart = init(at, undefined, { renderer: 'svg' })
  const text = { color: colorOf('--ih-text-2') }
  const grid = { lineStyle: { color: '#e9edf0' } }
  chart.setOption({
    animation: false,
    color: [colorOf('--ih-brand'), '#8a6d1f'],
    grid: { left: 48, right: 16, top: 40, bottom: 32 },
    legend: { top: 0, textStyle: text },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: days.map(({ day }) => day.slice(5)), axisLabel: text },
    yAxis: { type: 'value', minInterval: 1, axisLabel: text, splitLine: grid },
    series: [
      { name: '扫码次数', type: 'bar', barMaxWidth: 24, data: days.map(({ scans }) => scans) },
      { name: '新增关注', type: 'line', data: days.map(({ newFollowers }) => newFollowers) },
    ],
  })
  const resized = new ResizeObserver(() => chart.resize())
  resized.observe(at)
  return () => {
    resized.disconnect()
    chart.dispose()
  }
}
