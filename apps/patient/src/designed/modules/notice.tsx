import { BellIcon, ChevronRightIcon } from '@hospital/web/parts/icons'
import type { Renderer } from '../module-props'
import { Way } from '../way'
import styles from '../content.module.css'

export const Notice: Renderer<'NOTICE'> = ({ settings: { words, tone, to } }) => {
  const inside = (
    <>
      <BellIcon size={18} />
      <span className={styles.lines}>{words}</span>
      {to && <ChevronRightIcon size={16} />}
    </>
  )
  return (
    <div className={`ih-note ${styles.notice}`} data-tone={tone === 'warn' ? 'warn' : undefined}>
      {to ? <Way to={to} className={styles.noticeWay}>{inside}</Way> : inside}
    </div>
  )
}
