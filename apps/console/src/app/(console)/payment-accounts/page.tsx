import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { AccountTable } from '@/payment-accounts/account-table'

export const metadata: Metadata = { title: '支付账号' }

export default function PaymentAccountsPage() {
  return (
    <Page title="支付账号" hint="机构在各支付渠道的商户账号；已发生的交易始终按原账号查询与退款">
      <AccountTable />
    </Page>
  )
}
