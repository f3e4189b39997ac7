import Link from 'next/link'
import { formatFen, initialOf } from '@hospital/web/format'
import { Dot, Tag } from '@hospital/web/parts/tag'
import type { ConsultingServiceFragment } from '@/graphql/graphql'
import { formatHours } from './hours'
import styles from './doctors.module.css'

/** Who may be asked, for how much, when. Nobody is hidden for being out of hours: the card says so. */
export function DoctorCard({ service, reportId }: { service: ConsultingServiceFragment; reportId?: string }) {
  const { practitioner, priceFen, openNow, remainingToday, messageLimit, hours } = service
  return (
    <Link href={`/consultations/new?practitioner=${practitioner.id}${reportId ? `&report=${reportId}` : ''}`} className={`ih-card ${styles.card}`} prefetch={false}>
      <span className="ih-avatar" aria-hidden="true">{initialOf(practitioner.name)}</span>
      <span className={styles.words}>
        <span className={styles.line}>
          <b className="ih-ellipsis" title={practitioner.name}>{practitioner.name}</b>
          <span>{practitioner.title}</span>
          <span className={`ih-price ${styles.price}`}>{formatFen(priceFen)}</span>
        </span>
        <span className="ih-ellipsis">{practitioner.departments[0]?.name}</span>
        {practitioner.specialties && <small className={styles.specialties}>擅长：{practitioner.specialties}</small>}
        <small>服务时间：{formatHours(hours)}</small>
        <span className={styles.line}>
          <Availability openNow={openNow} remainingToday={remainingToday} />
          <small>
            可发 {messageLimit} 条消息
            {openNow && remainingToday > 0 && <><Dot />今日余 {remainingToday}</>}
          </small>
        </span>
      </span>
    </Link>
  )
}

function Availability({ openNow, remainingToday }: Pick<ConsultingServiceFragment, 'openNow' | 'remainingToday'>) {
  if (!openNow) return <Tag>非服务时间</Tag>
  return remainingToday > 0 ? <Tag tone="success">可咨询</Tag> : <Tag tone="warn">今日已约满</Tag>
}
