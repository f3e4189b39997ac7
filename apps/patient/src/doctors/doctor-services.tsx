import Link from 'next/link'
import { formatFen } from '@hospital/web/format'
import type { DoctorPageQuery } from '@/graphql/graphql'
import { formatHours } from '@/consultation/hours'
import styles from './doctor.module.css'

type Service = NonNullable<DoctorPageQuery['practitioner']>['services'][number]

const KINDS: Record<string, string> = { TEXT: '图文咨询', PHONE: '电话咨询', VIDEO: '视频咨询' }

/** What he answers online, for how much, when. */
export function DoctorServices({ doctorId, services }: { doctorId: string; services: readonly Service[] }) {
  return (
    <section className={`ih-card ${styles.block}`} aria-label="在线服务">
      <h2>在线服务</h2>
      {services.length === 0 && <p className={styles.none}>暂未开通在线服务，可预约门诊。</p>}
      {services.map(({ id, kind, priceFen, hours, openNow, remainingToday }) => (
        <Link key={id} href={`/consultations/new?practitioner=${doctorId}`} className={styles.line} prefetch={false}>
          <span>
            <b>{KINDS[kind] ?? kind}</b>
            <small>{formatHours(hours)}</small>
          </span>
          <span className={styles.right}>
            <b className="ih-price">{formatFen(priceFen)}</b>
            <small>{openNow ? (remainingToday > 0 ? `今日余 ${remainingToday}` : '今日已约满') : '非服务时间'}</small>
          </span>
        </Link>
      ))}
    </section>
  )
}
