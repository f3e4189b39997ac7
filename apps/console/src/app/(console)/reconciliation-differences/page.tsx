import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { DifferenceTable } from '@/reconciliation/difference-table'

export const metadata: Metadata = { title: '对账差异' }

export default function ReconciliationDifferencesPage() {
  return (
    <Page title="对账差异" hint="渠道账单与本院账目不一致的每一项，逐项核实处理">
      <DifferenceTable />
    </Page>
  )
}
