import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import QRCode from 'qrcode'
import type { Account } from './account.ts'
import type { AskedCode } from './codes.ts'
import { WechatError } from './errors.ts'
import type { AskedMessage } from './messages.ts'

type Call = (body: object) => object

/** A number of 64 bits, as the platform prints it. */
const rawNumber = (digits: string) => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(digits)

/** The interface of the official-account platform. Errors come with HTTP 200. */
export async function wechatRoutes(app: FastifyInstance, { account }: { account: Account }) {
  const { tokens, codes, followers } = account

  const calls: Record<string, Call> = {
    '/cgi-bin/qrcode/create': (body) => codes.create(body as AskedCode),
    '/cgi-bin/message/template/send': (body) => ({ errcode: 0, errmsg: 'ok', msgid: account.sendTemplate(body as AskedMessage) }),
    '/cgi-bin/message/subscribe/bizsend': (body) => ({ errcode: 0, errmsg: 'ok', msgid: rawNumber(account.sendSubscribe(body as AskedMessage)) }),
  }

  app.post('/cgi-bin/stable_token', (request) => answered(() => issueToken(account, readBody(request))))
  for (const [path, call] of Object.entries(calls)) {
    app.post<{ Querystring: { access_token?: string } }>(path, (request) =>
      answered(() => {
        tokens.check(request.query.access_token)
        account.strike()
        return call(readBody(request))
      }),
    )
  }

  app.get<{ Querystring: { access_token?: string; openid?: string } }>('/cgi-bin/user/info', ({ query }) =>
    answered(() => {
      tokens.check(query.access_token)
      account.strike()
      const person = followers.get(query.openid ?? '')
      if (!person) throw new WechatError(40003, 'invalid openid')
      return person.following ? { subscribe: 1, openid: person.openId, language: 'zh_CN', subscribe_time: Math.floor(person.since / 1000) } : { subscribe: 0, openid: person.openId }
    }),
  )

  app.get<{ Querystring: Record<string, string> }>('/sns/oauth2/access_token', ({ query }, reply) => reply.type('text/plain').send(JSON.stringify(answered(() => nameHolder(account, query)))))

  app.get<{ Querystring: { ticket?: string } }>('/cgi-bin/showqrcode', async (request, reply) => {
    const code = codes.get(request.query.ticket ?? '')
    if (!code || !codes.holds(code)) return reply.code(404).type('text/plain').send('not found')
    return reply.type('image/png').send(await QRCode.toBuffer(code.url, { width: 430 }))
  })
}

function issueToken({ account, tokens }: Account, body: { grant_type?: unknown; appid?: unknown; secret?: unknown; force_refresh?: unknown }): object {
  if (body.grant_type !== 'client_credential') throw new WechatError(40002, 'invalid grant_type')
  if (body.appid !== account.appId) throw new WechatError(40013, 'invalid appid')
  if (body.secret !== account.appSecret) throw new WechatError(40125, 'invalid appsecret')
  return tokens.issue(body.force_refresh === true)
}

/** Whose code it is, with tokens that open nothing here. */
function nameHolder({ account, oauthCodes }: Account, query: Record<string, string>): object {
  if (query.appid !== account.appId) throw new WechatError(40013, 'invalid appid')
  if (query.secret !== account.appSecret) throw new WechatError(40125, 'invalid appsecret')
  if (query.grant_type !== 'authorization_code') throw new WechatError(40002, 'invalid grant_type')
  const openid = oauthCodes.redeem(query.code)
  return { access_token: randomBytes(48).toString('base64url'), expires_in: 7200, refresh_token: randomBytes(48).toString('base64url'), openid, scope: 'snsapi_base' }
}

function answered(work: () => object): object {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    return { errcode: error.errcode, errmsg: error.message }
  }
}

function readBody(request: FastifyRequest): object {
  try {
    const body: unknown = JSON.parse((request.body as Buffer).toString('utf8'))
    if (typeof body === 'object' && body !== null) return body
  } catch {
    // answered below, as anything that is no object
  }
  throw new WechatError(47001, 'data format error')
}
