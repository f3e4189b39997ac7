import type { Renderer } from '../module-props'
import styles from '../content.module.css'

export const Line: Renderer<'LINE'> = ({ settings: { title, body, align, card } }) => (
  <section className={`${card ? 'ih-card' : ''} ${styles.line}`} data-align={align}>
    {title && <h2>{title}</h2>}
    {body && <p className={styles.lines}>{body}</p>}
  </section>
)
