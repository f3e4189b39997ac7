import styles from './frame.module.css'

/** The bar of a tab: nowhere to go back to. */
export function NavTitle({ title }: { title: string }) {
  return (
    <header className={styles.nav}>
      <span />
      <h1 className="ih-ellipsis">{title}</h1>
      <span />
    </header>
  )
}
