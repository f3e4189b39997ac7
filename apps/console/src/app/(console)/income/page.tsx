import type { Metadata } from 'next'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { Page } from '@/frame/page'
import { IncomeBoard } from '@/income/income-board'

export const metadata: Metadata = { title: '收入报表' }

export default function IncomePage() {
  const today = hospitalDay(hospitalNow())
  return (
    <Page title="收入报表" hint="按入账日期统计，与账簿一致">
      <IncomeBoard first={`${today.slice(0, 8)}01`} last={today} />
    </Page>
  )
}
