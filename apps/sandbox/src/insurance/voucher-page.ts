import type { FastifyInstance } from 'fastify'
import { identifierOf } from '@hospital/connectors/his/fhir'
import { systems } from '@hospital/connectors/his/profile'
import { html } from '../html.ts'
import { PAGE_HEADERS, phonePage, safeReturn } from '../phone-page.ts'
import type { InsuranceDesk } from './desk.ts'

interface Asked {
  Querystring: { redirect_uri?: string; orgCode?: string }
}

const FOOT = '沙箱环境，国家医保电子凭证'
const MOST = 8

/** Where the insured show their electronic voucher to the hospital: its token goes back with the browser. */
export async function voucherPage(app: FastifyInstance, { desk: { insurer } }: { desk: InsuranceDesk }) {
  app.addHook('onSend', async (_request, reply) => void reply.headers(PAGE_HEADERS))

  app.get<Asked>('/', (request, reply) => {
    const back = safeReturn(request.query.redirect_uri)
    const people = insurer.insured().slice(0, MOST)
    const page = back ? phonePage('医保电子凭证授权', html`<p class="lead">云溪市第一人民医院申请使用您的医保电子凭证</p>
      <form method="post">
        ${people.map((one) => html`<button class="button" name="person" value="${identifierOf(one, systems.idCard)!}">${one.name[0]?.text ?? ''}（${identifierOf(one, systems.insuranceCard)!.slice(-4)}）授权</button>`)}
        <button class="button plain" name="person" value="no">拒绝</button>
      </form>`, FOOT) : phonePage('授权链接无效', html`<p class="lead">请返回医院页面重新开始。</p>`, FOOT)
    return reply.code(back ? 200 : 400).type('text/html; charset=utf-8').send(page)
  })

  app.post<Asked>('/', (request, reply) => {
    const back = safeReturn(request.query.redirect_uri)
    if (!back) return reply.redirect(request.url, 303)
    const person = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '').get('person')
    const url = new URL(back)
    if (person && person !== 'no') url.searchParams.set('ecToken', insurer.giveVoucher(person))
    return reply.redirect(url.href, 303)
  })
}
