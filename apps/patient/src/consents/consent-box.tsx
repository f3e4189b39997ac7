import Link from 'next/link'
import { CheckIcon } from '@hospital/web/parts/icons'
import styles from './consent-box.module.css'

interface ConsentBoxProps {
  form: { key: string; title: string; version: number }
  /** What else has been read, shown above. */
  besides?: string
  agreed: boolean
  disabled: boolean
  onChange(agreed: boolean): void
}

/** Never ticked for the person; the version that is agreed to is named, and is what the link shows. */
export function ConsentBox({ form: { key, title, version }, besides, agreed, disabled, onChange }: ConsentBoxProps) {
  return (
    <label className={`ih-card ${styles.box}`}>
      <input type="checkbox" disabled={disabled} checked={agreed} onChange={({ target }) => onChange(target.checked)} />
      <span className={styles.tick} aria-hidden="true"><CheckIcon size={16} /></span>
      <span>
        我已阅读{besides && `${besides}，`}{besides ? '同意' : '并同意'}<Link href={`/texts/${key}?version=${version}`} prefetch={false}>《{title}》</Link>（第 {version} 版）。
      </span>
    </label>
  )
}
