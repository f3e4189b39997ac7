import type { Metadata } from 'next'
import Link from 'next/link'
import { hospitalNow } from '@hospital/web/environment'
import { addDays, formatDay, hospitalDay } from '@hospital/web/format'
import { mustRead } from '@/graph'
import { MySchedulesDocument } from '@/graphql/graphql'
import { WeekTable } from '@/schedule/week-table'
import styles from '@/schedule/schedule.module.css'

export const metadata: Metadata = { title: '我的排班' }

/** A week from any day that is asked for; weeks further away than the hospital plans are simply empty. */
const DAYS = 7
const WEEKS = 4

export default async function SchedulePage({ searchParams }: { searchParams: Promise<{ week?: string }> }) {
  const { week } = await searchParams
  const shift = Math.trunc(Math.min(WEEKS, Math.max(-WEEKS, Number(week) || 0)))
  const today = hospitalDay(hospitalNow())
  const from = addDays(today, shift * DAYS)
  const to = addDays(from, DAYS - 1)
  const { staffMe } = await mustRead(MySchedulesDocument, { from, to })
  return (
    <>
      <h1>我的排班</h1>
      <nav className={styles.weeks} aria-label="周">
        <Link href={`/schedule?week=${shift - 1}`} aria-disabled={shift === -WEEKS || undefined} prefetch={false}>前 7 天</Link>
        <b>
          {formatDay(from)} – {formatDay(to)}
        </b>
        <Link href={`/schedule?week=${shift + 1}`} aria-disabled={shift === WEEKS || undefined} prefetch={false}>后 7 天</Link>
      </nav>
      <WeekTable days={Array.from({ length: DAYS }, (_, at) => addDays(from, at))} today={today} clinics={staffMe.practitioner?.schedules ?? []} />
      <p className={styles.note}>排班以医院系统为准，每分钟同步一次；停诊、加号与时间变更会自动更新，已预约的患者会收到通知。</p>
    </>
  )
}
