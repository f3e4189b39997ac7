import type { ReactNode } from 'react'
import { BackButton } from './back-button'
import styles from './frame.module.css'

interface NavBarProps {
  title: string
  /** Where 返回 leads when the page was opened from outside. */
  back?: string
  right?: ReactNode
}

/** The bar of every page below the four tabs. */
export function NavBar({ title, back = '/', right }: NavBarProps) {
  return (
    <header className={styles.nav}>
      <BackButton fallback={back} />
      <h1 className="ih-ellipsis">{title}</h1>
      <span>{right}</span>
    </header>
  )
}
