'use client'

import { useState } from 'react'
import { formatInstant } from '@hospital/web/format'
import { ReportDrawer } from '@/report/report-drawer'
import type { Consultation } from './consultation-desk'
import styles from './consultation.module.css'

/** What the patient asked about, above everything that was said since. */
export function Description({ consultation: { description, createdAt, report } }: { consultation: Consultation }) {
  const [open, setOpen] = useState(false)
  return (
    <section className={styles.description} aria-label="病情描述">
      <h2>
        病情描述
        <small>{formatInstant(createdAt)} 提交</small>
      </h2>
      <p>{description}</p>
      {report && <button type="button" className={styles.report} onClick={() => setOpen(true)}>请您解读：{report.name}（报告 {formatInstant(report.issuedAt)}）</button>}
      {report && open && <ReportDrawer id={report.id} onClose={() => setOpen(false)} />}
    </section>
  )
}
