import type { FastifyInstance, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import { PAGE_HEADERS, phonePage, safeReturn } from '../phone-page.ts'
import type { Account } from './account.ts'

interface Asked {
  Querystring: { appid?: string; redirect_uri?: string; response_type?: string; scope?: string; state?: string }
}

const FOOT = '沙箱环境，微信网页授权'

/** open.weixin.qq.com: names the person to the account. The real one does so in silence; here the tester says who holds the phone. */
export async function oauthPage(app: FastifyInstance, { account }: { account: Account }) {
  const { followers, oauthCodes } = account
  app.addHook('onSend', async (_request, reply) => void reply.headers(PAGE_HEADERS))

  app.get<Asked>('/authorize', (request, reply) => {
    const wrong = problemWith(request)
    const page = wrong ? phonePage('微信', html`<p class="lead">${wrong}</p>`, FOOT) : phonePage('微信网页授权', html`<p class="lead">谁拿着这部手机？</p>
      <form method="post">
        <button class="button" name="who" value="follower">新的微信用户（已关注公众号）</button>
        <button class="button plain" name="who" value="visitor">新的微信用户（未关注公众号）</button>
        ${followers.list().slice(0, 5).map(({ openId, following }) => html`<button class="button plain" name="who" value="${openId}">尾号 ${openId.slice(-4)}（${following ? '已关注' : '未关注'}）</button>`)}
        <button class="button plain" name="who" value="nobody">拒绝</button>
      </form>`, FOOT)
    return reply.type('text/html; charset=utf-8').send(page)
  })

  app.post<Asked>('/authorize', (request, reply) => {
    if (problemWith(request)) return reply.redirect(request.url, 303)
    const who = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '').get('who') ?? 'nobody'
    const url = new URL(request.query.redirect_uri!)
    if (who !== 'nobody') url.searchParams.set('code', oauthCodes.give(personFor(who)))
    if (request.query.state) url.searchParams.set('state', request.query.state)
    return reply.redirect(url.href, 303)
  })

  function personFor(who: string): string {
    const openId = who === 'follower' || who === 'visitor' ? followers.newOpenId() : who
    if (who === 'follower') followers.follow(openId, true)
    else followers.meet(openId)
    return openId
  }

  function problemWith({ query, headers }: FastifyRequest<Asked>): string | undefined {
    if (!/MicroMessenger/i.test(headers['user-agent'] ?? '')) return '请在微信客户端打开链接'
    if (query.appid !== account.account.appId) return 'AppID 参数错误'
    if (!safeReturn(query.redirect_uri)) return 'redirect_uri 参数错误'
    if (query.response_type !== 'code') return '参数错误'
    if (query.scope !== 'snsapi_base') return 'Scope 参数错误或没有 Scope 权限'
    return query.state !== undefined && !/^[a-zA-Z0-9]{0,128}$/.test(query.state) ? '参数错误' : undefined
  }
}
