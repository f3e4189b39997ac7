import Link from 'next/link'
import { formatDay, formatFen } from '@hospital/web/format'
import type { DoctorPageQuery } from '@/graphql/graphql'
import styles from './doctor.module.css'

type Schedule = NonNullable<DoctorPageQuery['practitioner']>['schedules'][number]

const PARTS: Record<string, string> = { MORNING: '上午', AFTERNOON: '下午', EVENING: '晚上' }

const stateOf = ({ stopped, remaining }: Schedule) => (stopped ? '停诊' : remaining > 0 ? `余 ${remaining}` : '约满')

/** As many as one looks through at a glance. */
const AT_ONCE = 9

/** His clinics of the next days, each leading to where it is booked; those further off are unfolded. Nothing is hidden for being full. */
export function DoctorClinics({ schedules, days }: { schedules: readonly Schedule[]; days: number }) {
  const [first, later] = [schedules.slice(0, AT_ONCE), schedules.slice(AT_ONCE)]
  return (
    <section className={`ih-card ${styles.block}`} aria-label="门诊出诊">
      <h2>门诊出诊</h2>
      {schedules.length === 0 && <p className={styles.none}>近 {days} 天没有门诊安排。</p>}
      {first.map((schedule) => <Clinic key={schedule.id} schedule={schedule} />)}
      {later.length > 0 && (
        <details className={styles.later}>
          <summary>查看之后的 {later.length} 次门诊</summary>
          {later.map((schedule) => <Clinic key={schedule.id} schedule={schedule} />)}
        </details>
      )}
    </section>
  )
}

/** Day and part of it break between them, never within, however large the text. */
function Clinic({ schedule }: { schedule: Schedule }) {
  const { department, day, part, feeFen } = schedule
  return (
    <Link href={`/booking/${department.id}?day=${day}`} className={styles.line} prefetch={false}>
      <span>
        <b><span>{formatDay(day)}</span> <span>{PARTS[part]}</span></b>
        <small>{department.name}</small>
      </span>
      <span className={styles.right}>
        <b className="ih-price">{formatFen(feeFen)}</b>
        <small>{stateOf(schedule)}</small>
      </span>
    </Link>
  )
}
