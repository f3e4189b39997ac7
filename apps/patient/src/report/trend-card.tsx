import { formatStamp } from '@hospital/web/format'
import { colorOf, flagWords, rangeOf, resultOf, type Colors } from '@hospital/web/report/words'
import type { Item } from './report-items'
import styles from './report.module.css'
import { chartOf } from './trend-chart'

const WIDTH = 320
const HEIGHT = 132

const dayOf = (instant: string) => formatStamp(instant).slice(0, 10)

/** How one item went over time: a drawing to see, and the same as a table to read. */
export function TrendCard({ item, colors, reportId }: { item: Item; colors: Colors; reportId: string }) {
  const { trend, name, unit } = item
  const { points, band, path } = chartOf(trend, WIDTH, HEIGHT)
  return (
    <section className="ih-card" aria-label={`${name}趋势`}>
      <div className={styles.head}>
        <h2>{name}趋势</h2>
        <span className={styles.lead}>近 {trend.length} 次</span>
      </div>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${name}，${trend.length} 次结果，最近一次 ${resultOf(trend.at(-1)!)} ${unit ?? ''}。各次数值见下表。`}>
        {band && <rect x={0} width={WIDTH} y={band.top} height={band.height} className={styles.band} />}
        <path d={path} className={styles.curve} />
        {points.map(({ x, y, label }, at) => (
          <g key={trend[at]!.at + trend[at]!.reportId}>
            <circle cx={x} cy={y} r={trend[at]!.reportId === reportId ? 5.5 : 4} style={{ fill: colorOf(trend[at]!.flag, colors) ?? 'var(--ih-success)' }} />
            {/* The table below says them all: words that would lie upon each other are left out. */}
            {(points.length <= 6 || at === points.length - 1) && <text x={x} y={label} textAnchor={at === 0 ? 'start' : at === points.length - 1 ? 'end' : 'middle'}>{resultOf(trend[at]!)}</text>}
          </g>
        ))}
      </svg>
      <table className={styles.table}>
        <caption>{`${name}历次结果${unit ? `（${unit}）` : ''}`}</caption>
        <thead>
          <tr>
            <th scope="col">日期</th>
            <th scope="col">结果</th>
            <th scope="col">提示</th>
            <th scope="col">参考</th>
          </tr>
        </thead>
        <tbody>
          {[...trend].reverse().map((point) => (
            <tr key={point.at + point.reportId} aria-current={point.reportId === reportId ? 'true' : undefined}>
              <td>{dayOf(point.at)}</td>
              <td>{resultOf(point)}</td>
              <td style={{ color: colorOf(point.flag, colors) }}>{point.flag ? `${flagWords[point.flag].arrow} ${flagWords[point.flag].word}` : '—'}</td>
              <td>{rangeOf(point).replace(/^参考 /, '').replace('无参考范围', '—')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
