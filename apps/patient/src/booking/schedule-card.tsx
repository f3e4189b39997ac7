import { formatDayPart, formatSpan, formatTime, initialOf } from '@hospital/web/format'
import { ChevronDownIcon } from '@hospital/web/parts/icons'
import { Dot, Tag } from '@hospital/web/parts/tag'
import type { BookingScheduleFragment } from '@/graphql/graphql'
import styles from './segments.module.css'

interface ScheduleCardProps {
  schedule: BookingScheduleFragment
  department: string
  now: number
  open: boolean
  onOpen(): void
  chosen?: string
  onChoose(slotId: string): void
}

const parts = { MORNING: '上午', AFTERNOON: '下午', EVENING: '夜间' } as const
const kinds = { GENERAL: '普通', EXPERT: '专家', DISEASE: '专病' } as const

export function ScheduleCard({ schedule, department, now, open, onOpen, chosen, onChoose }: ScheduleCardProps) {
  const { practitioner, kind, feeFen, stopped, stopReason, remaining, day, part, room, slots, disease } = schedule
  const title = practitioner?.name ?? disease ?? `${department}普通门诊`
  const first = slots.find((slot) => slot.remaining > 0 && Date.parse(slot.endsAt) > now)
  const over = slots.length > 0 && slots.every((slot) => Date.parse(slot.endsAt) <= now)
  return (
    <section className="ih-card" aria-label={title}>
      <div className={styles.head}>
        <span className="ih-avatar" aria-hidden="true">
          {initialOf(title)}
        </span>
        <div className={styles.facts}>
          <div className={styles.line}>
            <b className="ih-ellipsis" title={title}>
              {title}
            </b>
            {practitioner && <span>{practitioner.title}</span>}
            {stopped ? <Tag tone="warn">停诊</Tag> : kind !== 'GENERAL' && <Tag tone="brand">{kinds[kind]}</Tag>}
            {!stopped && (
              <span className={`ih-price ${styles.price}`}>
                <small>¥</small>
                {feeFen % 100 ? (feeFen / 100).toFixed(2) : feeFen / 100}
              </span>
            )}
          </div>
          {practitioner?.specialties && <p className="ih-ellipsis">擅长：{practitioner.specialties}</p>}
          <div className={styles.line}>
            {stopped ? (
              <p>{stopReason ?? '本次门诊停诊，请选择其他医生或日期。'}</p>
            ) : (
              <>
                <p>
                  {parts[part]}
                  {first ? ` ${formatTime(first.startsAt)} 起` : ''}
                </p>
                {remaining > 0 ? <span className={styles.left}>余 {remaining}</span> : <Tag>{over ? '已结束' : '约满'}</Tag>}
                {!open && remaining > 0 && (
                  <button type="button" className={styles.choose} onClick={onOpen}>
                    选时段
                    <ChevronDownIcon size={16} />
                  </button>
                )}
              </>
            )}
          </div>
        </div>
      </div>
      {open && !stopped && (
        <div className={styles.segments}>
          <p>
            {formatDayPart(day, part)}
            {room && (
              <>
                <Dot />
                {room}
              </>
            )}
          </p>
          <div className={styles.grid}>
            {slots.map((slot) => {
              const past = Date.parse(slot.endsAt) <= now
              return (
                <button key={slot.id} type="button" disabled={past || slot.remaining === 0} aria-pressed={slot.id === chosen} onClick={() => onChoose(slot.id)}>
                  <span>{formatSpan(slot.startsAt, slot.endsAt)}</span>
                  <small>{past ? '已过' : slot.remaining > 0 ? `余 ${slot.remaining}` : '约满'}</small>
                </button>
              )
            })}
          </div>
        </div>
      )}
    </section>
  )
}
