import Link from 'next/link'
import { formatMinute } from '@hospital/web/format'
import { ReportIcon } from '@hospital/web/parts/icons'
import type { AskedReportFragment } from '@/graphql/graphql'
import styles from './consultation.module.css'

/** Which report the doctor is asked about. */
export function AskedReport({ report: { id, name, issuedAt } }: { report: AskedReportFragment }) {
  return (
    <Link className={styles.report} href={`/reports/${id}`} prefetch={false}>
      <ReportIcon size={24} />
      <span>
        <b className="ih-ellipsis">{name}</b>
        <small>报告 {formatMinute(issuedAt)}</small>
      </span>
    </Link>
  )
}
