import { differenceOf } from './difference'
import styles from './texts.module.css'

const WORDS = { same: '', added: '新增', removed: '删除' }

/** What a version changes against the one before; in words beside the colour. */
export function Difference({ before, after }: { before: string; after: string }) {
  const lines = differenceOf(before, after)
  if (lines.every(({ kind }) => kind === 'same')) return <p className={styles.none}>正文与上一版相同。</p>
  return (
    <div className={styles.difference} role="region" aria-label="与上一版的差异" tabIndex={0}>
      {lines.map(({ kind, text }, at) => (
        <p key={at} data-kind={kind}>
          {kind !== 'same' && <b>{WORDS[kind]}</b>}
          {kind === 'removed' ? <del>{text}</del> : kind === 'added' ? <ins>{text}</ins> : text}
        </p>
      ))}
    </div>
  )
}
