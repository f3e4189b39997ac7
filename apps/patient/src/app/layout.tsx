import './theme.css'
import type { Metadata, Viewport } from 'next'
import type { CSSProperties, ReactNode } from 'react'
import { readMode } from '@/elder/mode'
import { house } from '@/house/house'
import { RelationshipWords } from '@/people/relationships'

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await house()
  return {
    title: { default: `${name}互联网医院`, template: `%s · ${name}` },
    description: '预约挂号、在线复诊、图文咨询、报告查询',
    icons: '/icon.svg',
    formatDetection: { telephone: false },
  }
}

/** Zooming stays possible: people with weak sight need it. */
export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover', themeColor: '#ffffff' }

/** Reading the mode's cookie also makes every page dynamic, as the script nonce demands. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [mode, { brand, relationships }] = await Promise.all([readMode(), house()])
  return (
    <html lang="zh-CN" data-mode={mode === 'standard' ? undefined : 'elder'} data-scale={mode === 'standard' ? undefined : mode} style={brand ? ({ '--ih-brand': brand } as CSSProperties) : undefined}>
      <body>
        <RelationshipWords words={relationships}>{children}</RelationshipWords>
      </body>
    </html>
  )
}
