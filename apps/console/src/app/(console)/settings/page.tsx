import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { InstitutionSettings } from '@/settings/institution-settings'

export const metadata: Metadata = { title: '业务配置' }

export default function SettingsPage() {
  return (
    <Page title="业务配置" hint="按机构逐级继承，修改后患者端立即生效">
      <InstitutionSettings />
    </Page>
  )
}
