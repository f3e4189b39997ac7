import styles from './editor.module.css'

/** As it looks on the phone. The text is the editor's own, or cleaned by the graph; scripts in it would not run in any case (CSP). */
export function RichText({ html }: { html: string }) {
  return <div className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />
}
