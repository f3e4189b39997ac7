import './theme.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { connection } from 'next/server'
import { StaffTheme } from '@hospital/web/parts/staff-theme'

export const metadata: Metadata = {
  title: { default: '运营后台', template: '%s · 运营后台' },
  icons: '/icon.svg',
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered for its request, as the script nonce demands.
  await connection()
  return (
    <html lang="zh-CN" data-density="desktop">
      <body>
        <StaffTheme>{children}</StaffTheme>
      </body>
    </html>
  )
}
