import type { FastifyInstance } from 'fastify'
import { html, type Markup } from '../html.ts'
import { PAGE_HEADERS, phonePage, safeReturn } from '../phone-page.ts'
import { OUTCOMES, type Checks, type FaceCheck, type Outcome } from './checks.ts'

interface ByToken {
  Params: { token: string }
}

const FOOT = '沙箱环境，不会打开摄像头'

/** The camera's side: the tester says what it sees. */
export async function checkPage(app: FastifyInstance, { checks }: { checks: Checks }) {
  app.addHook('onSend', async (_request, reply) => void reply.headers(PAGE_HEADERS))

  app.get<ByToken>('/:token', (request, reply) => {
    const check = checks.find(request.params.token)
    return reply.code(check ? 200 : 404).type('text/html; charset=utf-8').send(check ? pageOf(check) : over('核验链接无效', '没有这次核验，请返回重新开始。'))
  })

  app.post<ByToken>('/:token', (request, reply) => {
    const check = checks.find(request.params.token)
    const outcome = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '').get('outcome') ?? ''
    if (!check || !Object.hasOwn(OUTCOMES, outcome)) return reply.redirect(request.url, 303)
    checks.finish(check.token, outcome as Outcome)
    return reply.redirect(backOf(check), 303)
  })

  function pageOf(check: FaceCheck): string {
    if (!checks.isOpen(check)) return over('核验已结束', '这次核验已经结束或超时。', html`<a class="button plain" href="${backOf(check)}">返回</a>`)
    return phonePage('人脸核验', html`<p class="lead">正在核验 ${masked(check.name)} 的身份</p>
      <form method="post">
        ${(Object.keys(OUTCOMES) as Outcome[]).map((outcome) => html`<button class="button${outcome === 'PASS' ? '' : ' plain'}" name="outcome" value="${outcome}">${OUTCOMES[outcome]}</button>`)}
      </form>`, FOOT)
  }
}

const over = (title: string, words: string, way: Markup | string = '') => phonePage(title, html`<p class="lead">${words}</p>${way}`, FOOT)

const masked = (name: string) => '*'.repeat([...name].length - 1) + [...name].at(-1)

/** The provider appends its token to the merchant's address. */
function backOf({ redirectUrl, token }: FaceCheck): string {
  const url = new URL(safeReturn(redirectUrl) ?? 'about:blank')
  url.searchParams.set('BizToken', token)
  return url.href
}
