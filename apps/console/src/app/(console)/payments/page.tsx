import type { Metadata } from 'next'
import { PaymentTable } from '@/payments/payment-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '交易记录' }

export default function PaymentsPage() {
  return (
    <Page title="交易记录" hint="渠道收款及分摊到订单的金额">
      <PaymentTable />
    </Page>
  )
}
