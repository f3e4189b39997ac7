import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { TerminalSettings } from '@/settings/terminal-settings'

export const metadata: Metadata = { title: '终端配置' }

export default function TerminalsPage() {
  return (
    <Page title="终端配置" hint="各终端的注册、实名、就诊人与就诊卡流程">
      <TerminalSettings />
    </Page>
  )
}
