import Link from 'next/link'
import { SearchIcon } from '@hospital/web/parts/icons'
import styles from './home.module.css'

/** Looks like a field and leads to where one searches. */
export function SearchLink() {
  return (
    <Link href="/booking" className={styles.search} prefetch={false}>
      <SearchIcon size={20} />
      搜科室，预约挂号
    </Link>
  )
}
