import type { Metadata } from 'next'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { Page } from '@/frame/page'
import { ScheduleBoard } from '@/schedules/schedule-board'

export const metadata: Metadata = { title: '排班看板' }

export default function SchedulesPage() {
  return (
    <Page title="排班看板" hint="医院系统的出诊、停诊与加号，每分钟同步">
      <ScheduleBoard today={hospitalDay(hospitalNow())} />
    </Page>
  )
}
