import type { Metadata } from 'next'
import { FaqTable } from '@/faqs/faq-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '常见问题' }

export default function FaqsPage() {
  return (
    <Page title="常见问题" hint="患者端帮助页面按顺序显示，保存后立即生效">
      <FaqTable />
    </Page>
  )
}
