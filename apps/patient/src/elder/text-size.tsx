import { ModeSwitch } from './mode-switch'
import type { Mode } from './mode'
import styles from './text-size.module.css'

const sizes = [
  { mode: 'elder', word: '大' },
  { mode: 'large', word: '更大' },
  { mode: 'max', word: '最大' },
] as const satisfies { mode: Mode; word: string }[]

/** Each word is as large as it will make the text. */
export function TextSize({ mode }: { mode: Mode }) {
  return (
    <section className="ih-card">
      <h2>字的大小</h2>
      <div className={styles.sizes}>
        {sizes.map((size) => (
          <ModeSwitch key={size.mode} to={size.mode} chosen={size.mode === mode} className={styles.size}>
            {size.word}
          </ModeSwitch>
        ))}
      </div>
    </section>
  )
}
