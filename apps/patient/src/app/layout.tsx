import './theme.css'
import type { Metadata, Viewport } from 'next'
import type { CSSProperties, ReactNode } from 'react'
import { readMode } from '@/elder/mode'
import { PaintFirst } from '@/frame/paint-first'
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

/** What comes late is put in place by a script. Where none runs, it is shown where it came, and what held its place is not. */
const WITHOUT_SCRIPTS = 'div[hidden][id^="S:"]{display:block!important}[data-waiting]{display:none!important}'

/** Reading the mode's cookie also makes every page dynamic, as the script nonce demands. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [mode, { brand, relationships }] = await Promise.all([readMode(), house()])
  return (
    <html lang="zh-CN" data-mode={mode === 'standard' ? undefined : 'elder'} data-scale={mode === 'standard' ? undefined : mode} style={brand ? ({ '--ih-brand': brand } as CSSProperties) : undefined}>
      <head>
        <noscript>
          <style>{WITHOUT_SCRIPTS}</style>
        </noscript>
        <PaintFirst />
      </head>
      <body>
        <RelationshipWords words={relationships}>{children}</RelationshipWords>
      </body>
    </html>
  )
}
