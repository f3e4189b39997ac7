import type { CSSProperties, ReactNode } from 'react'
import type { PageView } from './view'
import styles from './page.module.css'

/** A page in its own style: the colour is one that was found dark enough. */
export function Styled({ page: { content: { style } }, children }: { page: PageView; children: ReactNode }) {
  return (
    <div className={styles.styled} data-density={style.density} data-card={style.card} data-accent={style.accent ? '' : undefined} style={style.accent ? ({ '--ih-brand': style.accent } as CSSProperties) : undefined}>
      {children}
    </div>
  )
}
