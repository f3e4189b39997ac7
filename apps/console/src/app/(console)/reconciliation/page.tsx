import type { Metadata } from 'next'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { Page } from '@/frame/page'
import { DayTable } from '@/reconciliation/day-table'

export const metadata: Metadata = { title: '渠道对账' }

const DAY_MS = 86_400_000

export default function ReconciliationPage() {
  return (
    <Page title="渠道对账" hint="每天上午自动核对前一天各渠道与医院系统的账单，全部对平后日结">
      <DayTable yesterday={hospitalDay(new Date(hospitalNow().getTime() - DAY_MS))} />
    </Page>
  )
}
