import type { Metadata } from 'next'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { Page } from '@/frame/page'
import { ScanStatistics } from '@/qr-codes/scan-statistics'

export const metadata: Metadata = { title: '扫码统计' }

export default function ScanStatisticsPage() {
  return (
    <Page title="扫码统计" hint="自有链接按访问者半小时内计一次，公众号码按微信推送计数；明细在二维码列表中导出">
      <ScanStatistics today={hospitalDay(hospitalNow())} />
    </Page>
  )
}
