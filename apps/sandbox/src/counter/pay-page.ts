import { html, yuan, type Markup } from '../html.ts'
import { phonePage, safeReturn } from '../phone-page.ts'
import type { CounterTrade } from './counter.ts'

const MERCHANT = '云溪市第一人民医院'

interface Words {
  title: string
  way: string
  /** Where paying is posted to. */
  action: string
  /** How the payer comes back to the merchant, where there is one: by a link, or by a form that the channel posts. */
  back: Markup | ''
}

/** The payer's side in a browser. */
export function counterPage(trade: CounterTrade, { title, way, action, back }: Words): string {
  const amount = html`<p class="amount"><small>¥</small>${yuan(trade.fen)}</p>`
  if (trade.state === 'CLOSED') return frame('交易已关闭', html`<p class="lead">交易已超时或已关闭，没有扣款。</p>${back}`)
  if (trade.state === 'PAID') return frame('支付成功', html`<p class="tick" aria-hidden="true">✓</p><p class="lead">已向${MERCHANT}支付</p>${amount}${back}`)
  return frame(title, html`<p class="lead">${MERCHANT}</p>${amount}
    <dl>
      <div><dt>商品</dt><dd>${trade.description}</dd></div>
      <div><dt>商户单号</dt><dd>${trade.number}</dd></div>
      <div><dt>支付方式</dt><dd>${way}（沙箱）</dd></div>
    </dl>
    <form method="post" action="${action}"><button class="button">确认支付</button></form>${back}`)
}

export const linkBack = (url: string | null) => {
  const safe = safeReturn(url ?? undefined)
  return safe ? html`<a class="button plain" href="${safe}">返回商户</a>` : ('' as const)
}

export const problemPage = (title: string, text: string) => frame(title, html`<p class="lead">${text}</p>`)

const frame = (title: string, body: Markup) => phonePage(title, body, '沙箱环境，不会真实扣款')
