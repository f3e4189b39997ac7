import Link from 'next/link'
import { initialOf } from '@hospital/web/format'
import { ChevronRightIcon } from '@hospital/web/parts/icons'
import type { HomeQuery } from '@/graphql/graphql'
import styles from './doctors.module.css'

type Service = HomeQuery['consultingPractitioners']['nodes'][number]

/** Doctors who can be asked now come first; those out of hours say so. */
export function Doctors({ title, services }: { title: string; services: Service[] }) {
  if (services.length === 0) return null
  const sorted = services.toSorted((one, other) => Number(other.openNow) - Number(one.openNow))
  return (
    <section className="ih-card">
      <div className={styles.head}>
        <h2>{title}</h2>
        <Link href="/consultations/doctors" prefetch={false}>全部医生<ChevronRightIcon size={16} /></Link>
      </div>
      <ul className={styles.strip}>
        {sorted.map(({ id, practitioner, priceFen, openNow, remainingToday }) => (
          <li key={id}>
            <Link href={`/consultations/new?practitioner=${practitioner.id}`} prefetch={false} className={styles.doctor}>
              <span className={styles.who}>
                <span className="ih-avatar" data-size="m" aria-hidden="true">{initialOf(practitioner.name)}</span>
                <span className={styles.words}>
                  <b className="ih-ellipsis">{practitioner.name}</b>
                  <small className="ih-ellipsis">{practitioner.title}</small>
                </span>
              </span>
              <span className="ih-ellipsis">{practitioner.departments[0]?.name}</span>
              <span className="ih-ellipsis">{practitioner.specialties ?? ' '}</span>
              <span className={styles.foot}>
                <span className="ih-price"><small>¥</small>{priceFen % 100 ? (priceFen / 100).toFixed(2) : priceFen / 100}</span>
                <span>{!openNow ? '非服务时间' : remainingToday > 0 ? '可咨询' : '今日已满'}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
