import type { FastifyInstance } from 'fastify'
import type { Clock } from '../clock.ts'
import { html, yuan, type Markup } from '../html.ts'
import type { Desk } from './desk.ts'
import { PayError } from './errors.ts'
import type { Trade } from './trades.ts'

export interface PayPageOptions {
  desk: Desk
  clock: Clock
}

const merchantName = '云溪市第一人民医院'

interface PayRoute {
  Params: { prepayId: string }
  Querystring: { redirect_url?: string }
}

/** The payer's side in a browser: the address that H5 orders lead to. */
export async function payPage(app: FastifyInstance, { desk }: PayPageOptions) {
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'", 'x-content-type-options': 'nosniff' })
  })

  app.get<PayRoute>('/:prepayId', (request, reply) => {
    const trade = desk.trades.findByPrepayId(request.params.prepayId)
    const page = trade ? payableOrDone(trade, request.query.redirect_url) : frame('支付链接无效', html`<p class="lead">没有这笔订单，请返回商户重新下单。</p>`)
    return reply.code(trade ? 200 : 404).type('text/html; charset=utf-8').send(page)
  })

  app.post<PayRoute>('/:prepayId', (request, reply) => {
    const trade = desk.trades.findByPrepayId(request.params.prepayId)
    if (!trade) return reply.redirect(request.url, 303)
    const action = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '').get('action')
    if (action === 'pay') payOnce(desk, trade)
    return reply.redirect(safeReturn(request.query.redirect_url) ?? `/wechatpay/pay/${trade.prepayId}`, 303)
  })
}

/** Paid or closed meanwhile: the page that follows says so. */
function payOnce(desk: Desk, trade: Trade) {
  try {
    desk.pay(trade.outTradeNo)
  } catch (error) {
    if (!(error instanceof PayError)) throw error
  }
}

function safeReturn(url: string | undefined): string | null {
  if (!url || !URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return protocol === 'http:' || protocol === 'https:' ? href : null
}

function payableOrDone(trade: Trade, redirectUrl: string | undefined): string {
  const back = safeReturn(redirectUrl)
  const backLink = back ? html`<a class="button plain" href="${back}">返回商户</a>` : ''
  if (trade.state === 'CLOSED') return frame('订单已关闭', html`<p class="lead">订单已超时或已关闭，没有扣款。</p>${backLink}`)
  if (trade.state === 'SUCCESS' || trade.state === 'REFUND') {
    return frame('支付成功', html`<p class="tick" aria-hidden="true">✓</p><p class="lead">已向${merchantName}支付</p>${amount(trade)}${backLink}`)
  }
  const failed = trade.state === 'PAYERROR' ? html`<p class="note" role="alert">上一次支付没有成功，请重试。</p>` : ''
  return frame(
    '微信支付',
    html`<p class="lead">${merchantName}</p>
      ${amount(trade)} ${failed}
      <dl>
        <div><dt>商品</dt><dd>${trade.description}</dd></div>
        <div><dt>商户单号</dt><dd>${trade.outTradeNo}</dd></div>
        <div><dt>支付方式</dt><dd>零钱（沙箱）</dd></div>
      </dl>
      <form method="post">
        <button class="button" name="action" value="pay">确认支付</button>
        <button class="button plain" name="action" value="cancel">取消</button>
      </form>`,
  )
}

const amount = (trade: Trade) => html`<p class="amount"><small>¥</small>${yuan(trade.totalFen)}</p>`

function frame(title: string, body: Markup): string {
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
          footer { color: #5c6971; font-size: 13px; text-align: center; padding: 16px }
        </style>
      </head>
      <body>
        <header><h1>${title}</h1></header>
        <main><section>${body}</section></main>
        <footer>沙箱环境，不会真实扣款</footer>
      </body>
    </html>`.text
}
