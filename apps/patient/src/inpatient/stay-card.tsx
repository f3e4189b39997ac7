import { formatDay, formatFen } from '@hospital/web/format'
import { Dot, Tag } from '@hospital/web/parts/tag'
import type { StayCardFragment } from '@/graphql/graphql'
import styles from './inpatient.module.css'

/** Charged, paid, and what is left. */
export function StayCard({ stay, title = '住院账户', children }: { stay: StayCardFragment; title?: string; children?: React.ReactNode }) {
  const { patient, status, departmentName, ward, bed, admittedOn, dischargedOn, number, chargedFen, paidFen, balanceFen } = stay
  return (
    <section className="ih-card">
      <div className={styles.head}><h2>{title}</h2><Tag tone={status === 'IN_HOSPITAL' ? 'brand' : 'neutral'}>{status === 'IN_HOSPITAL' ? '在院' : '已出院'}</Tag></div>
      <p>{patient?.name}<Dot />住院号 {number}</p>
      <p className={styles.fact}>{ward || departmentName}<Dot />{bed}<Dot />{formatDay(admittedOn)} 入院{dischargedOn && <><Dot />{formatDay(dischargedOn)} 出院</>}</p>
      <dl className={styles.sums}>
        <div><dt>已产生费用</dt><dd>{formatFen(chargedFen)}</dd></div>
        <div><dt>已交款</dt><dd>{formatFen(paidFen)}</dd></div>
        <div><dt>{balanceFen < 0 ? '欠费' : '预交余额'}</dt><dd data-owed={balanceFen < 0 || undefined}>{formatFen(Math.abs(balanceFen))}</dd></div>
      </dl>
      {children}
    </section>
  )
}
