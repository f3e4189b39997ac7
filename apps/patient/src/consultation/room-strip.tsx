'use client'

import { formatStamp } from '@hospital/web/format'
import { ClockIcon } from '@hospital/web/parts/icons'
import { Dot } from '@hospital/web/parts/tag'
import { CancelButton } from './cancel-button'
import type { Consultation } from './consultation'
import styles from './room.module.css'

interface RoomStripProps {
  consultation: Consultation
  onFacts(): void
  onChanged(): void
}

/** What counts now: until when the doctor answers, or how much may still be said. */
export function RoomStrip({ consultation, onFacts, onChanged }: RoomStripProps) {
  return (
    <section className={styles.strip} aria-label="咨询状态">
      <ClockIcon size={16} />
      <p><Standing consultation={consultation} /></p>
      <CancelButton consultation={consultation} onChanged={onChanged} className={styles.stripButton} />
      <button type="button" className={styles.stripButton} onClick={onFacts}>病情资料</button>
    </section>
  )
}

function Standing({ consultation: { status, messagesLeft, respondUntil, endsAt } }: { consultation: Consultation }) {
  if (status === 'WAITING') return <>等待医生接诊{respondUntil && <><Dot />{shortly(respondUntil)} 前未接诊全额退款</>}</>
  if (status === 'ACTIVE') return <>还可发 {messagesLeft} 条{endsAt && <><Dot />{shortly(endsAt)} 前有效</>}</>
  return <>咨询已结束</>
}

/** 11-24 09:32 */
const shortly = (instant: string) => formatStamp(instant).slice(5, 16)
