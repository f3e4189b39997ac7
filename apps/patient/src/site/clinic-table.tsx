import Link from 'next/link'
import { formatDayPart, formatFen } from '@hospital/web/format'
import type { SiteClinicFragment } from '@/graphql/graphql'
import styles from './site.module.css'

const kindWords = { GENERAL: '普通门诊', EXPERT: '专家门诊', DISEASE: '专病门诊' } as const

interface Clinic extends SiteClinicFragment {
  department?: { id: string; name: string }
}

interface ClinicTableProps {
  caption: string
  clinics: readonly Clinic[]
  /** Who, or, of one doctor, at which department. */
  by: 'doctor' | 'department'
}

/** Who sees patients when (出诊表). */
export function ClinicTable({ caption, clinics, by }: ClinicTableProps) {
  return (
    <div className={styles.table} tabIndex={0} role="region" aria-label={caption}>
      <table>
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">{by === 'doctor' ? '医生' : '科室'}</th>
            <th scope="col">门诊</th>
            <th scope="col">号源</th>
          </tr>
        </thead>
        <tbody>
          {clinics.map((clinic) => (
            <tr key={clinic.id}>
              <td>{formatDayPart(clinic.day, clinic.part)}</td>
              <td>{by === 'doctor' ? <Doctor clinic={clinic} /> : clinic.department?.name}</td>
              <td>
                {clinic.disease ?? kindWords[clinic.kind as keyof typeof kindWords] ?? '门诊'}
                <br />
                {formatFen(clinic.feeFen)}
              </td>
              <td>{clinic.stopped ? '停诊' : clinic.remaining > 0 ? `余 ${clinic.remaining}` : '约满'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Doctor({ clinic: { practitioner } }: { clinic: Clinic }) {
  if (!practitioner) return '科室门诊'
  return <Link href={`/site/experts/${practitioner.id}`} prefetch={false}>{practitioner.name}</Link>
}
