import type { FastifyInstance } from 'fastify'
import type { Clock } from '../clock.ts'
import { html, yuan, type Markup } from '../html.ts'
import { PAGE_HEADERS, phonePage, safeReturn } from '../phone-page.ts'
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
    reply.headers(PAGE_HEADERS)
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

const frame = (title: string, body: Markup) => phonePage(title, body, '沙箱环境，不会真实扣款')
