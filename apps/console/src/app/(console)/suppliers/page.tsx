import type { Metadata } from 'next'
import { SupplierTable } from '@/catalogue/supplier-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '药企' }

export default function SuppliersPage() {
  return (
    <Page title="药企" hint="药品的供货企业">
      <SupplierTable />
    </Page>
  )
}
