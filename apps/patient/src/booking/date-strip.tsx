import Link from 'next/link'
import { addDays, formatWeekday } from '@hospital/web/format'
import styles from './date-strip.module.css'

interface DateStripProps {
  days: { day: string; remaining: number; open: boolean }[]
  from: string
  count: number
  chosen: string
  departmentId: string
}

/** The next days: 有号, 约满 or 无号 in words, never by colour alone. */
export function DateStrip({ days, from, count, chosen, departmentId }: DateStripProps) {
  const byDay = new Map(days.map((one) => [one.day, one]))
  return (
    <nav className={styles.strip} aria-label="就诊日期">
      {Array.from({ length: count }, (_, i) => addDays(from, i)).map((day) => {
        const offer = byDay.get(day)
        const word = !offer?.open ? '无号' : offer.remaining > 0 ? '有号' : '约满'
        return (
          <Link
            key={day}
            href={`/booking/${departmentId}?day=${day}`}
            replace
            prefetch={false}
            aria-current={day === chosen ? 'date' : undefined}
            data-open={word === '有号' || undefined}
          >
            <span>{formatWeekday(day, from)}</span>
            <b>
              <span className="ih-hidden">{Number(day.slice(5, 7))}月</span>
              {Number(day.slice(8))}
              <span className="ih-hidden">日</span>
            </b>
            <small>{word}</small>
          </Link>
        )
      })}
    </nav>
  )
}
