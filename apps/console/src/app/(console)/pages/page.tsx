import type { Metadata } from 'next'
pps/patient/src/splash/splash-view.tsx
import { Page } from '@/frame/page'
pps/patient/src/splash/splash-view.tsx
import { PageBoard } from '@/page-design/page-board'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export const metadata: Metadata = { title: '页面设计' }
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export default function PagesPage() {
pps/patient/src/splash/splash-view.tsx
  return (
pps/patient/src/splash/splash-view.tsx
    <Page title="页面设计" hint="按机构与终端逐级沿用，发布后患者端立即生效">
pps/patient/src/splash/splash-view.tsx
      <PageBoard />
pps/patient/src/splash/splash-view.tsx
    </Page>
pps/patient/src/splash/splash-view.tsx
  )
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx
