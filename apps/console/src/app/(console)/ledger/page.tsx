import type { Metadata } from 'next'
import { LedgerTable } from '@/ledger/ledger-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '账簿' }

export default function LedgerPage() {
  return (
    <Page title="账簿" hint="复式记账，只增不改">
      <LedgerTable />
    </Page>
  )
}
