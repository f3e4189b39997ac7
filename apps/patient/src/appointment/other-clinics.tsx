import Link from 'next/link'
import { formatDayPart } from '@hospital/web/format'
import type { AppointmentPageQuery } from '@/graphql/graphql'
import styles from './appointment.module.css'

type Appointment = NonNullable<AppointmentPageQuery['appointment']>

/** What may be booked instead of a clinic that was stopped. */
export function OtherClinics({ department, alternatives }: Pick<Appointment, 'department' | 'alternatives'>) {
  return (
    <section className="ih-card" aria-label="改约其他时间">
      <h2>改约其他时间</h2>
      {alternatives.length === 0 && <p className={styles.lead}>近期没有可预约的时间，请稍后再看，或选择其他科室。</p>}
      <ul className={styles.others}>
        {alternatives.map(({ id, day, part, practitioner, remaining }) => (
          <li key={id}>
            <Link href={`/booking/${department.id}?day=${day}`} prefetch={false}>
              {formatDayPart(day, part)} {practitioner?.name ?? '普通门诊'}
            </Link>
            <span>余 {remaining}</span>
          </li>
        ))}
      </ul>
      <Link className="ih-button" href={`/booking/${department.id}`} prefetch={false}>查看全部号源</Link>
    </section>
  )
}
