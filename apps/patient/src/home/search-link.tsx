import { SearchIcon } from '@hospital/web/parts/icons'
pps/patient/src/splash/splash-view.tsx
import { Way } from '@/designed/way'
pps/patient/src/splash/splash-view.tsx
import styles from './home.module.css'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
/** Looks like a field and leads to where one searches. */
pps/patient/src/splash/splash-view.tsx
export function SearchLink({ words, to }: { words: string; to: string }) {
pps/patient/src/splash/splash-view.tsx
  return (
pps/patient/src/splash/splash-view.tsx
    <Way to={to} className={styles.search}>
pps/patient/src/splash/splash-view.tsx
      <SearchIcon size={20} />
pps/patient/src/splash/splash-view.tsx
      {words}
pps/patient/src/splash/splash-view.tsx
    </Way>
pps/patient/src/splash/splash-view.tsx
  )
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx
