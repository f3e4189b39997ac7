import { formatInstant } from '@hospital/web/format'
import type { Consultation } from './consultation-desk'
import styles from './consultation.module.css'

/** What the patient asked about, above everything that was said since. */
export function Description({ consultation: { description, createdAt } }: { consultation: Consultation }) {
  return (
    <section className={styles.description} aria-label="病情描述">
      <h2>
        病情描述
        <small>{formatInstant(createdAt)} 提交</small>
      </h2>
      <p>{description}</p>
    </section>
  )
}
