'use client'

import { formatCountdown } from '@hospital/web/format'
import { useHospitalNow } from '@/desk/hospital-clock'
import type { DeskConsultationFragment } from '@/graphql/graphql'
import { dueAt } from './order'
import styles from './consultation.module.css'

const hourMs = 3_600_000

interface DueProps {
  of: Pick<DeskConsultationFragment, 'status' | 'respondUntil' | 'endsAt'>
}

/** How long is left, red once it is too late; amber only when it begins to matter. */
export function Due({ of }: DueProps) {
  const now = useHospitalNow()
  const at = dueAt(of)
  if (!at) return null
  const left = Date.parse(at) - now
  if (left <= 0) return <span className={styles.due} data-tone="danger">已超时</span>
  if (left >= hourMs) return <span className={styles.due}>剩 {Math.floor(left / hourMs)} 小时</span>
  return (
    <span className={styles.due} data-tone="warn">
      剩 {formatCountdown(left)}
    </span>
  )
}
