import type { ReactNode } from 'react'
import { BackButton } from './back-button'
import styles from './frame.module.css'

interface NavBarProps {
  title: string
  /** A state that changes while the page is open. */
  subtitle?: ReactNode
  /** Where 返回 leads when the page was opened from outside. */
  back?: string
  right?: ReactNode
}

/** The bar of every page below the four tabs. */
export function NavBar({ title, subtitle, back = '/', right }: NavBarProps) {
  return (
    <header className={styles.nav}>
      <BackButton fallback={back} />
      {subtitle ? (
        <div className={styles.titles}>
          <h1 className="ih-ellipsis">{title}</h1>
          <p className="ih-ellipsis" aria-live="polite">{subtitle}</p>
        </div>
      ) : (
        <h1 className="ih-ellipsis">{title}</h1>
      )}
      <span>{right}</span>
    </header>
  )
}
