import Link from 'next/link'
import { initialOf } from '@hospital/web/format'
import { ChevronRightIcon } from '@hospital/web/parts/icons'
import type { SiteExpertEntryFragment } from '@/graphql/graphql'
import styles from './site.module.css'

export function ExpertRows({ experts }: { experts: readonly SiteExpertEntryFragment[] }) {
  return (
    <ul className={styles.rows}>
      {experts.map(({ id, name, title, specialties, departments }) => (
        <li key={id}>
          <Link href={`/site/experts/${id}`} prefetch={false}>
            <div className="ih-avatar" data-size="m" aria-hidden="true">{initialOf(name)}</div>
            <span>
              <b>{name} {title}</b>
              <small>{[departments[0]?.name, specialties].filter(Boolean).join('：')}</small>
            </span>
            <ChevronRightIcon size={18} />
          </Link>
        </li>
      ))}
    </ul>
  )
}
