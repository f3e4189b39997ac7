'use client'

import { useState } from 'react'
import { Dot } from '@hospital/web/parts/tag'
import { placeOnBar } from '@hospital/web/report/scale'
import { colorOf, flagWords, isAbnormal, rangeOf, resultOf, type Colors } from '@hospital/web/report/words'
import type { ReportPageQuery } from '@/graphql/graphql'
import styles from './report.module.css'
import { TrendCard } from './trend-card'

export type Item = NonNullable<ReportPageQuery['report']>['items'][number]

const keyOf = ({ code, unit }: Item) => `${code} ${unit}`

/** Abnormal ones first to look at, all by one tap; below, how the chosen one went over time. */
export function ReportItems({ items, colors, reportId }: { items: readonly Item[]; colors: Colors; reportId: string }) {
  const abnormal = items.filter(({ flag }) => isAbnormal(flag))
  const [all, showAll] = useState(abnormal.length === 0)
  const trending = items.filter(({ trend }) => trend.length > 1)
  const [chosen, choose] = useState(() => (trending.find(({ flag }) => isAbnormal(flag)) ?? trending[0])?.code)
  const shown = trending.find(({ code }) => code === chosen)
  return (
    <>
      <section className="ih-card" aria-label="检验项目">
        <div className={styles.filters} role="group" aria-label="显示哪些项目">
          {abnormal.length > 0 && <button type="button" aria-pressed={!all} onClick={() => showAll(false)}>只看异常 {abnormal.length}</button>}
          <button type="button" aria-pressed={all} onClick={() => showAll(true)}>全部 {items.length}</button>
        </div>
        <ul className={styles.items}>
          {(all ? items : abnormal).map((item) => (
            <Line key={keyOf(item)} item={item} colors={colors} onTrend={item.trend.length > 1 ? () => choose(item.code) : undefined} current={item.code === chosen} />
          ))}
        </ul>
      </section>
      {shown && <TrendCard key={shown.code} item={shown} colors={colors} reportId={reportId} />}
    </>
  )
}

interface LineProps {
  item: Item
  colors: Colors
  onTrend?: () => void
  current: boolean
}

function Line({ item, colors, onTrend, current }: LineProps) {
  const { name, shortName, unit, flag, contradictory, range, value } = item
  const color = colorOf(flag, colors)
  const place = placeOnBar(value, range)
  const said = flag ? flagWords[flag] : null
  return (
    <li>
      <div className={styles.line}>
        <b>
          {name} {shortName && <small>{shortName}</small>}
        </b>
        <strong style={{ color }} data-abnormal={isAbnormal(flag) || undefined}>
          {resultOf(item)} {said?.arrow && <span aria-hidden="true">{said.arrow}</span>}
        </strong>
      </div>
      <div className={styles.line}>
        <span>{rangeOf(range)}</span>
        <span>
          {unit}
          {unit && said && <Dot />}
          {said && <span style={{ color }}>{said.word}</span>}
        </span>
      </div>
      {contradictory && <p className={styles.mark}>※ 医院的判读与参考范围不一致，以医院判读为准，请咨询医生。</p>}
      {place && (
        <div className={styles.bar} aria-hidden="true">
          <i style={{ left: `${place.from}%`, width: `${place.to - place.from}%` }} />
          <b style={{ left: `${place.at}%`, background: color ?? 'var(--ih-success)' }} />
        </div>
      )}
      {onTrend && <button type="button" className={styles.trendButton} aria-pressed={current} aria-label={`${name}，看趋势（${item.trend.length} 次）`} onClick={onTrend}>看趋势（{item.trend.length} 次）</button>}
    </li>
  )
}
