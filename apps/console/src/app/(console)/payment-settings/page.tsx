import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { OfferBoard } from '@/payment-offers/offer-board'

export const metadata: Metadata = { title: '支付设置' }

export default function PaymentSettingsPage() {
  return (
    <Page title="支付设置" hint="各业务在各终端向患者提供的支付方式及其顺序">
      <OfferBoard />
    </Page>
  )
}
