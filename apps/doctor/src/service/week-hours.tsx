'use client'

import { Button, Select } from 'antd'
import { CloseIcon, PlusIcon } from '@hospital/web/parts/icons'
import { endTimes, faultOf, nextStretch, startTimes, weekdays, type Stretch } from './hours'
import styles from './service.module.css'

interface WeekHoursProps {
  value?: Stretch[]
  onChange?(hours: Stretch[]): void
  disabled?: boolean
}

/** The hours of the week in which the service can be asked for, some stretches a day. A field of antd's Form. */
export function WeekHours({ value = [], onChange = () => {}, disabled }: WeekHoursProps) {
  const ofDay = (weekday: number) => value.filter((one) => one.weekday === weekday)
  const setDay = (weekday: number, stretches: Stretch[]) => onChange([...value.filter((one) => one.weekday !== weekday), ...stretches])
  const copyMonday = () => onChange([1, 2, 3, 4, 5].flatMap((weekday) => ofDay(1).map((one) => ({ ...one, weekday }))).concat(ofDay(6), ofDay(7)))
  return (
    <div className={styles.week}>
      {weekdays.map((word, at) => (
        <Day key={word} word={word} weekday={at + 1} stretches={ofDay(at + 1)} disabled={disabled} onChange={(stretches) => setDay(at + 1, stretches)} />
      ))}
      <Button type="link" size="small" disabled={disabled || ofDay(1).length === 0} onClick={copyMonday}>
        将周一的时间用于周一至周五
      </Button>
    </div>
  )
}

interface DayProps {
  word: string
  weekday: number
  stretches: Stretch[]
  disabled: boolean | undefined
  onChange(stretches: Stretch[]): void
}

function Day({ word, weekday, stretches, disabled, onChange }: DayProps) {
  const fault = faultOf(stretches)
  const added = nextStretch(weekday, stretches)
  const change = (at: number, patch: Partial<Stretch>) => onChange(stretches.map((one, index) => (index === at ? { ...one, ...patch } : one)))
  return (
    <div className={styles.day} role="group" aria-label={word}>
      <span>{word}</span>
      <div className={styles.stretches}>
        {stretches.length === 0 && <small>不开放</small>}
        {stretches.map(({ start, end }, at) => (
          <span key={at} className={styles.stretch}>
            <Select size="small" aria-label={`${word}第 ${at + 1} 段开始`} disabled={disabled} value={start} options={startTimes(start).map((time) => ({ value: time }))} onChange={(time) => change(at, { start: time })} status={fault ? 'error' : ''} />
            至
            <Select size="small" aria-label={`${word}第 ${at + 1} 段结束`} disabled={disabled} value={end} options={endTimes(end).map((time) => ({ value: time }))} onChange={(time) => change(at, { end: time })} status={fault ? 'error' : ''} />
            <button type="button" className={styles.remove} disabled={disabled} aria-label={`删除${word}第 ${at + 1} 段`} onClick={() => onChange(stretches.filter((_, index) => index !== at))}>
              <CloseIcon size={16} />
            </button>
          </span>
        ))}
        {fault && <em>{fault}</em>}
      </div>
      <Button type="text" size="small" icon={<PlusIcon size={16} />} disabled={disabled || !added} onClick={() => added && onChange([...stretches, added])}>
        添加<span className="ih-hidden">{word}时段</span>
      </Button>
    </div>
  )
}
