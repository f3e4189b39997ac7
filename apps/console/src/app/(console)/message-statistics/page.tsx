import type { Metadata } from 'next'
import { hospitalNow } from '@hospital/web/environment'
import { addDays, hospitalDay } from '@hospital/web/format'
import { Page } from '@/frame/page'
import { StatisticsBoard } from '@/message-statistics/statistics-board'

export const metadata: Metadata = { title: '消息统计' }

export default function MessageStatisticsPage() {
  const today = hospitalDay(hospitalNow())
  return (
    <Page title="消息统计" hint="按日期、渠道、终端与业务">
      <StatisticsBoard first={addDays(today, -6)} last={today} />
    </Page>
  )
}
