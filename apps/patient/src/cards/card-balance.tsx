import Link from 'next/link'
import { formatFen } from '@hospital/web/format'
import styles from './cards.module.css'

/** The money on the hospital card. Undefined: the hospital's system does not say. */
export function CardBalance({ patientId, balanceFen }: { patientId: string; balanceFen?: number }) {
  return (
    <section className={`ih-card ${styles.listHead}`} aria-label="就诊卡余额">
      <div>
        <h2>就诊卡余额</h2>
        <strong className="ih-price">{balanceFen === undefined ? '暂时查不到' : formatFen(balanceFen)}</strong>
      </div>
      <Link className="ih-button" data-kind="quiet" href={`/patients/${patientId}/card-top-up`} prefetch={false}>充值</Link>
    </section>
  )
}
