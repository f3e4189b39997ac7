import type { Metadata } from 'next'
import { HelpBoard } from '@/help/help-board'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '帮助页面' }

export default function HelpConfigurationPage() {
  return (
    <Page title="帮助页面" hint="患者端帮助页面的模块、顺序与人工客服，可按机构单独设置">
      <HelpBoard />
    </Page>
  )
}
