import type { ShownEntry } from '@hospital/pages/entry'
pps/patient/src/splash/splash-view.tsx
import { pageIcons } from '@hospital/web/parts/page-icons'
pps/patient/src/splash/splash-view.tsx
import { Way } from '@/designed/way'
pps/patient/src/splash/splash-view.tsx
import styles from './home.module.css'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
interface ServicesProps {
pps/patient/src/splash/splash-view.tsx
  title: string
pps/patient/src/splash/splash-view.tsx
  entries: readonly ShownEntry[]
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export function ServiceGrid({ title, entries, columns }: ServicesProps & { columns: string }) {
pps/patient/src/splash/splash-view.tsx
  return (
pps/patient/src/splash/splash-view.tsx
    <section className={`ih-card ${styles.services}`}>
pps/patient/src/splash/splash-view.tsx
      {title && <h2>{title}</h2>}
pps/patient/src/splash/splash-view.tsx
      <nav className={styles.grid} aria-label={title || '常用服务'} data-columns={columns}>
pps/patient/src/splash/splash-view.tsx
        {entries.map(({ word, to, icon }) => {
pps/patient/src/splash/splash-view.tsx
          const Icon = pageIcons[icon]
pps/patient/src/splash/splash-view.tsx
          return (
pps/patient/src/splash/splash-view.tsx
            <Way key={to + word} to={to}>
pps/patient/src/splash/splash-view.tsx
              <span className={styles.mark}>
pps/patient/src/splash/splash-view.tsx
                <Icon size={25} />
pps/patient/src/splash/splash-view.tsx
              </span>
pps/patient/src/splash/splash-view.tsx
              {word}
pps/patient/src/splash/splash-view.tsx
            </Way>
pps/patient/src/splash/splash-view.tsx
          )
pps/patient/src/splash/splash-view.tsx
        })}
pps/patient/src/splash/splash-view.tsx
      </nav>
pps/patient/src/splash/splash-view.tsx
    </section>
pps/patient/src/splash/splash-view.tsx
  )
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
const MOST_FOR_ELDERS = 6
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
/** Fewer and larger, in the same order; each says what it is for. */
pps/patient/src/splash/splash-view.tsx
export function ElderServices({ title, entries }: ServicesProps) {
pps/patient/src/splash/splash-view.tsx
  return (
pps/patient/src/splash/splash-view.tsx
    <nav className={styles.tiles} aria-label={title || '常用服务'}>
pps/patient/src/splash/splash-view.tsx
      {entries.slice(0, MOST_FOR_ELDERS).map(({ word, hint, to, icon }, index) => {
pps/patient/src/splash/splash-view.tsx
        const Icon = pageIcons[icon]
pps/patient/src/splash/splash-view.tsx
        return (
pps/patient/src/splash/splash-view.tsx
          <Way key={to + word} to={to} data-first={index === 0 || undefined}>
pps/patient/src/splash/splash-view.tsx
            <Icon size={32} />
pps/patient/src/splash/splash-view.tsx
            <b>{word}</b>
pps/patient/src/splash/splash-view.tsx
            {hint && <span>{hint}</span>}
pps/patient/src/splash/splash-view.tsx
          </Way>
pps/patient/src/splash/splash-view.tsx
        )
pps/patient/src/splash/splash-view.tsx
      })}
pps/patient/src/splash/splash-view.tsx
    </nav>
pps/patient/src/splash/splash-view.tsx
  )
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx
