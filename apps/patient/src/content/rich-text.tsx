import styles from './rich-text.module.css'

/** A text that the graph has cleaned: it takes nothing into an article but what may be shown as it stands. */
export function RichText({ html }: { html: string }) {
  return <div className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />
}
