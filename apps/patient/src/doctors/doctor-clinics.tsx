import Link from 'next/link'
import { formatDay, formatFen } from '@hospital/web/format'
import type { DoctorPageQuery } from '@/graphql/graphql'
import styles from './doctor.module.css'

type Schedule = NonNullable<DoctorPageQuery['practitioner']>['schedules'][number]

const PARTS: Record<string, string> = { MORNING: '上午', AFTERNOON: '下午', EVENING: '晚上' }

const stateOf = ({ stopped, remaining }: Schedule) => (stopped ? '停诊' : remaining > 0 ? `余 ${remaining}` : '约满')

/** His clinics of the next days, each leading to where it is booked. Nothing is hidden for being full. */
export function DoctorClinics({ schedules, days }: { schedules: readonly Schedule[]; days: number }) {
  return (
    <section className={`ih-card ${styles.block}`} aria-label="门诊出诊">
      <h2>门诊出诊</h2>
      {schedules.length === 0 && <p className={styles.none}>近 {days} 天没有门诊安排。</p>}
      {schedules.map((schedule) => (
        <Link key={schedule.id} href={`/booking/${schedule.department.id}?day=${schedule.day}`} className={styles.line} prefetch={false}>
          <span>
            <b>{formatDay(schedule.day)} {PARTS[schedule.part]}</b>
            <small>{schedule.department.name}</small>
          </span>
          <span className={styles.right}>
            <b className="ih-price">{formatFen(schedule.feeFen)}</b>
            <small>{stateOf(schedule)}</small>
          </span>
        </Link>
      ))}
    </section>
  )
}
