import { createHash } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '@hospital/database/identifier'
import type { FinanceContext } from '../context.ts'
import { payment, testCharge } from '../tables.ts'

const SUBMIT = 'document.forms[0].submit()'
const SUBMIT_HASH = createHash('sha256').update(SUBMIT).digest('base64')

/** The payer's way to UnionPay and back: both are posts by the browser, which our own pages do not make to others. */
export function payerRoutes(app: FastifyInstance, contextOf: (request: FastifyRequest) => FinanceContext): void {
  app.get<{ Params: { id: string } }>('/callbacks/unionpay/pay/:id', async (request, reply) => {
    const form = await formOf(contextOf(request), request.params.id)
    void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').type('text/html; charset=utf-8')
    if (!form) return reply.code(404).header('content-security-policy', "default-src 'none'").send(page('支付链接已失效', '<p>请返回医院页面重新支付，未产生费用。</p>'))
    void reply.header('content-security-policy', `default-src 'none'; script-src 'sha256-${SUBMIT_HASH}'; form-action ${new URL(form.url).origin}; base-uri 'none'; frame-ancestors 'none'`)
    const fields = Object.entries(form.fields).map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`).join('')
    return reply.send(page('正在前往银联', `<form method="post" action="${escape(form.url)}">${fields}<button>前往银联支付</button></form><script>${SUBMIT}</script>`))
  })
  const back = async (request: FastifyRequest<{ Querystring: { to?: string } }>, reply: import('fastify').FastifyReply) => {
    const { to } = request.query
    const own = to && URL.canParse(to) && contextOf(request).appOrigins.includes(new URL(to).origin)
    return own ? reply.code(303).header('location', to).send() : reply.code(404).send()
  }
  app.get('/callbacks/unionpay/return', back)
  app.post('/callbacks/unionpay/return', back)
}

/** Whoever has the id may pay: it tells an amount and a merchant's number, and nothing of who or what for. */
async function formOf(ctx: FinanceContext, id: string) {
  if (!isId(id)) return null
  const [paid] = await ctx.db.select({ form: payment.payForm }).from(payment).where(and(eq(payment.id, id), eq(payment.status, 'PENDING')))
  if (paid?.form) return paid.form
  const [charge] = await ctx.db.select({ form: testCharge.payForm }).from(testCharge).where(and(eq(testCharge.id, id), inArray(testCharge.status, ['STARTED'])))
  return charge?.form ?? null
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!)

const page = (title: string, body: string) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`
