import './theme.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { readMode } from '@/elder/mode'

export const metadata: Metadata = {
  title: { default: '云溪市第一人民医院互联网医院', template: '%s · 云溪市第一人民医院' },
  description: '预约挂号、在线复诊、图文咨询、报告查询',
  icons: '/icon.svg',
  formatDetection: { telephone: false },
}

/** Zooming stays possible: people with weak sight need it. */
export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover', themeColor: '#ffffff' }

/** Reading the mode's cookie also makes every page dynamic, as the script nonce demands. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const mode = await readMode()
  return (
    <html lang="zh-CN" data-mode={mode === 'standard' ? undefined : 'elder'} data-scale={mode === 'standard' ? undefined : mode}>
      <body>{children}</body>
    </html>
  )
}
