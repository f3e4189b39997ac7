import type { FastifyInstance } from 'fastify'
import { html } from '../html.ts'
import { PAGE_HEADERS, phonePage, safeReturn } from '../phone-page.ts'
import type { HealthPlatform } from './platform.ts'

interface Asked {
  Querystring: { redirect_uri?: string; hospitalId?: string }
}

const FOOT = '沙箱环境，电子健康卡开放平台'

/** Where a person lets the hospital have their card, or one be made: the code of it goes back with the browser. */
export async function authorizePage(app: FastifyInstance, { platform }: { platform: HealthPlatform }) {
  app.addHook('onSend', async (_request, reply) => void reply.headers(PAGE_HEADERS))

  app.get<Asked>('/', (request, reply) => {
    const back = safeReturn(request.query.redirect_uri)
    const page = back ? phonePage('电子健康卡授权', html`<p class="lead">云溪市第一人民医院申请获取您的电子健康卡</p>
      <form method="post">
        <button class="button" name="card" value="new">授权并领取新卡</button>
        ${platform.cards().slice(0, 5).map(({ cardId, name }) => html`<button class="button plain" name="card" value="${cardId}">使用已有的卡（${name.slice(0, 1)}**，尾号 ${cardId.slice(-4)}）</button>`)}
        <button class="button plain" name="card" value="no">拒绝</button>
      </form>`, FOOT) : phonePage('授权链接无效', html`<p class="lead">请返回医院页面重新开始。</p>`, FOOT)
    return reply.code(back ? 200 : 400).type('text/html; charset=utf-8').send(page)
  })

  app.post<Asked>('/', (request, reply) => {
    const back = safeReturn(request.query.redirect_uri)
    if (!back) return reply.redirect(request.url, 303)
    const chosen = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '').get('card')
    const url = new URL(back)
    if (chosen === 'new') url.searchParams.set('wechatCode', platform.giveUserCode('wechat'))
    else if (chosen && chosen !== 'no') url.searchParams.set('healthCode', platform.giveUserCode('health', chosen))
    return reply.redirect(url.href, 303)
  })
}
