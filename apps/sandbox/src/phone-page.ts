import { html, type Markup } from './html.ts'

/** Where an outside page may send the browser back to. */
export function safeReturn(url: string | undefined): string | null {
  if (!url || !URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return protocol === 'http:' || protocol === 'https:' ? href : null
}

/** Nothing of another site runs or is shown in an outside page. */
export const PAGE_HEADERS = { 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'", 'x-content-type-options': 'nosniff' }

/** A page of an outside system as a phone shows it. */
export function phonePage(title: string, body: Markup, foot: string): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title}</title>
        <style>
          * { box-sizing: border-box; margin: 0 }
          body { background: #f3f6f8; color: #18232a; font: 16px/1.5 -apple-system, 'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
          header { background: #fff; border-bottom: 1px solid #e4e9ec; text-align: center }
          h1 { font-size: 17px; font-weight: 600; line-height: 48px }
          main { max-width: 430px; margin: 0 auto; padding: 12px }
          section { background: #fff; border-radius: 12px; padding: 32px 16px 20px; text-align: center; box-shadow: 0 1px 2px rgb(20 45 58 / .05) }
          .lead { color: #45535c }
          .amount { font-size: 44px; font-weight: 600; line-height: 1.3; margin: 8px 0 16px; font-variant-numeric: tabular-nums }
          .amount small { font-size: 26px; margin-right: 2px }
          .tick { width: 56px; height: 56px; margin: 0 auto 12px; border-radius: 50%; background: #1a7444; color: #fff; font-size: 32px; line-height: 56px }
          .note { background: #fdeeec; color: #bd2c26; border-radius: 8px; padding: 8px 12px; font-size: 14px; margin-bottom: 12px }
          dl { border-top: 1px solid #e4e9ec; padding: 8px 0 16px; text-align: left }
          dl div { display: flex; justify-content: space-between; gap: 16px; padding: 8px 0; font-size: 14px }
          dt { color: #5c6971; white-space: nowrap } dd { text-align: right; word-break: break-all }
          .button { display: block; width: 100%; min-height: 48px; border: 0; border-radius: 8px; background: #1a7444; color: #fff; font: inherit; font-weight: 600; line-height: 48px; text-decoration: none; margin-top: 12px; cursor: pointer }
          .button.plain { background: #eef1f3; color: #18232a }
          .button:focus-visible { outline: 3px solid #0b6b8a; outline-offset: 2px }
          .choices { display: grid; gap: 12px; text-align: left; padding: 12px 0 } .choices label { display: flex; gap: 8px; align-items: center; min-height: 44px }
          footer { color: #5c6971; font-size: 13px; text-align: center; padding: 16px }
        </style>
      </head>
      <body>
        <header><h1>${title}</h1></header>
        <main><section>${body}</section></main>
        <footer>${foot}</footer>
      </body>
    </html>`.text
}
