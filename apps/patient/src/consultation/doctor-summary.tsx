import { formatFen, initialOf } from '@hospital/web/format'
import { Dot } from '@hospital/web/parts/tag'
import type { ConsultingServiceFragment } from '@/graphql/graphql'
import styles from './request.module.css'

export function DoctorSummary({ service: { practitioner, priceFen, messageLimit } }: { service: ConsultingServiceFragment }) {
  return (
    <section className={`ih-card ${styles.doctor}`} aria-label="医生">
      <span className="ih-avatar" aria-hidden="true">{initialOf(practitioner.name)}</span>
      <span className={styles.words}>
        <b>{practitioner.name} {practitioner.title}</b>
        <span>
          {practitioner.departments[0]?.name}
          <Dot />
          可发 {messageLimit} 条消息
        </span>
      </span>
      <span className="ih-price">{formatFen(priceFen)}</span>
    </section>
  )
}
