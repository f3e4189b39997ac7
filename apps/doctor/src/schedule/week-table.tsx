import { formatDay, formatSpan } from '@hospital/web/format'
import { StatusTag, Tag } from '@hospital/web/parts/tag'
import { partWords, scheduleStateWords, slotKindWords } from '@hospital/web/schedule/words'
import type { MySchedulesQuery } from '@/graphql/graphql'
import styles from './schedule.module.css'

type Clinic = NonNullable<MySchedulesQuery['staffMe']['practitioner']>['schedules'][number]

const PARTS = ['MORNING', 'AFTERNOON', 'EVENING'] as const

/** Days across, parts of the day down. */
export function WeekTable({ days, today, clinics }: { days: readonly string[]; today: string; clinics: readonly Clinic[] }) {
  return (
    <div className={styles.scroll} role="region" aria-label="一周排班" tabIndex={0}>
      <table className={styles.week}>
        <thead>
          <tr>
            <td />
            {days.map((day) => <th key={day} scope="col" aria-current={day === today ? 'date' : undefined}>{formatDay(day)}{day === today && '（今天）'}</th>)}
          </tr>
        </thead>
        <tbody>
          {PARTS.map((part) => (
            <tr key={part}>
              <th scope="row">{partWords[part]}</th>
              {days.map((day) => (
                <td key={day}>
                  {clinics.filter((one) => one.day === day && one.part === part).map((clinic) => <Entry key={clinic.id} clinic={clinic} />)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {clinics.length === 0 && <p className={styles.note}>这一周没有排班。</p>}
    </div>
  )
}

function Entry({ clinic: { kind, state, stopReason, department, room, slots, capacity, remaining, booked, extraSegments } }: { clinic: Clinic }) {
  return (
    <div className={styles.clinic} data-state={state}>
      <p>
        <StatusTag status={state} words={scheduleStateWords} />
        {extraSegments > 0 && state !== 'STOPPED' && <Tag tone="info">加号 {extraSegments}</Tag>}
      </p>
      <b>
        {department.name} {slotKindWords[kind]}
      </b>
      {slots.length > 0 && <p>{formatSpan(slots[0]!.startsAt, slots.at(-1)!.endsAt)}</p>}
      {room && <p>{room}</p>}
      {state === 'STOPPED' ? <p>{stopReason ?? '停诊'}</p> : <p>线上 {booked ?? 0} 人，余 {remaining} / {capacity}</p>}
    </div>
  )
}
