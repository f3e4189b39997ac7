import Link from 'next/link'
pps/patient/src/splash/splash-view.tsx
import type { IconName } from '@hospital/pages/icons'
pps/patient/src/splash/splash-view.tsx
import { ChevronRightIcon } from '@hospital/web/parts/icons'
pps/patient/src/splash/splash-view.tsx
import { pageIcons } from '@hospital/web/parts/page-icons'
pps/patient/src/splash/splash-view.tsx
import { Way } from '@/designed/way'
pps/patient/src/splash/splash-view.tsx
import styles from './mine.module.css'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export interface Shortcut {
pps/patient/src/splash/splash-view.tsx
  word: string
pps/patient/src/splash/splash-view.tsx
  to: string
pps/patient/src/splash/splash-view.tsx
  icon: IconName
pps/patient/src/splash/splash-view.tsx
  count?: number
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
interface ShortcutsProps {
pps/patient/src/splash/splash-view.tsx
  title: string
pps/patient/src/splash/splash-view.tsx
  all?: { word: string; href: string }
pps/patient/src/splash/splash-view.tsx
  entries: readonly Shortcut[]
pps/patient/src/splash/splash-view.tsx
  columns?: string
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
function Head({ title, all }: Pick<ShortcutsProps, 'title' | 'all'>) {
pps/patient/src/splash/splash-view.tsx
  if (!title) return null
pps/patient/src/splash/splash-view.tsx
  return (
pps/patient/src/splash/splash-view.tsx
    <div className={styles.head}>
pps/patient/src/splash/splash-view.tsx
      <h2>{title}</h2>
pps/patient/src/splash/splash-view.tsx
      {all && <Link href={all.href} prefetch={false}>{all.word}<ChevronRightIcon size={16} /></Link>}
pps/patient/src/splash/splash-view.tsx
    </div>
pps/patient/src/splash/splash-view.tsx
  )
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
const Count = ({ count }: { count?: number }) => (count ? <b className="ih-badge" aria-label={`${count} 项`}>{count > 99 ? '99+' : count}</b> : null)
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export function Shortcuts({ title, all, entries, columns = '4' }: ShortcutsProps) {
pps/patient/src/splash/splash-view.tsx
  return (
pps/patient/src/splash/splash-view.tsx
    <section className="ih-card">
pps/patient/src/splash/splash-view.tsx
      <Head title={title} all={all} />
pps/patient/src/splash/splash-view.tsx
      <nav className={styles.acts} aria-label={title || '快捷入口'} data-columns={columns}>
pps/patient/src/splash/splash-view.tsx
        {entries.map(({ word, to, icon, count }) => {
pps/patient/src/splash/splash-view.tsx
          const Icon = pageIcons[icon]
pps/patient/src/splash/splash-view.tsx
          return (
pps/patient/src/splash/splash-view.tsx
            <Way key={to + word} to={to}>
pps/patient/src/splash/splash-view.tsx
              <span>
pps/patient/src/splash/splash-view.tsx
                <Icon size={26} />
pps/patient/src/splash/splash-view.tsx
                <Count count={count} />
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
/** The same, one line each. */
pps/patient/src/splash/splash-view.tsx
export function ShortcutRows({ title, all, entries }: ShortcutsProps) {
pps/patient/src/splash/splash-view.tsx
  return (
pps/patient/src/splash/splash-view.tsx
    <section className="ih-card">
pps/patient/src/splash/splash-view.tsx
      <Head title={title} all={all} />
pps/patient/src/splash/splash-view.tsx
      <nav className={styles.rows} aria-label={title || '快捷入口'}>
pps/patient/src/splash/splash-view.tsx
        {entries.map(({ word, to, icon, count }) => {
pps/patient/src/splash/splash-view.tsx
          const Icon = pageIcons[icon]
pps/patient/src/splash/splash-view.tsx
          return (
pps/patient/src/splash/splash-view.tsx
            <Way key={to + word} to={to}>
pps/patient/src/splash/splash-view.tsx
              <Icon size={22} />
pps/patient/src/splash/splash-view.tsx
              <span className={styles.word}>{word}</span>
pps/patient/src/splash/splash-view.tsx
              <Count count={count} />
pps/patient/src/splash/splash-view.tsx
              <ChevronRightIcon size={18} />
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
