'use client'

import { useEffect, useRef } from 'react'
import { BarChart, type BarSeriesOption } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent, type GridComponentOption, type LegendComponentOption, type TooltipComponentOption } from 'echarts/components'
import { init, use, type ComposeOption, type ECharts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import figures from './figures.module.css'

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

export type ChartOption = ComposeOption<BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption>

/** As the tags of the same states. */
export const COLORS = { delivered: '#1a7f4b', sent: '#2f6fb0', queued: '#b7791f', failed: '#c0362c' }

interface ChartProps {
  /** What it shows, in words, for who cannot see it. */
  label: string
  option: ChartOption
  /** A bar was pressed. */
  onPick(at: number, series: number): void
}

export function Chart({ label, option, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(null)
  const pick = useRef(onPick)
  pick.current = onPick

  useEffect(() => {
    const own = init(box.current!)
    chart.current = own
    own.on('click', ({ dataIndex, seriesIndex }) => pick.current(dataIndex, seriesIndex ?? 0))
    const watch = new ResizeObserver(() => own.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      own.dispose()
    }
  }, [])
  useEffect(() => chart.current?.setOption({ animation: false, ...option }, true), [option])

  return <div ref={box} className={figures.chart} role="img" aria-label={label} />
}
