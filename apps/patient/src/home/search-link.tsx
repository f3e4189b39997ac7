import { SearchIcon } from '@hospital/web/parts/icons'
import { Way } from '@/designed/way'
import styles from './home.module.css'

/** Looks like a field and leads to where one searches. */
export function SearchLink({ words, to }: { words: string; to: string }) {
  return (
    <Way to={to} className={styles.search}>
      <SearchIcon size={20} />
      {words}
    </Way>
  )
}
