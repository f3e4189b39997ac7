import type { Dispatcher } from 'undici'
import { createOutbound, type Outbound, type OutboundLimits } from '../outbound.ts'
import { createCaller, get, post, type Answer } from './caller.ts'
import { refused, unreadable } from './failures.ts'
import type { WechatKeys } from './keys.ts'
import type { NewSceneCode, SceneCode, TokenStore, WechatConnector, WechatPort } from './port.ts'
import { readAddress, readPush } from './push.ts'
import { printReply } from './reply.ts'
import { createTokenOwner, type FetchToken } from './token.ts'

export interface WechatAdapterOptions {
  baseUrl: string
  /** Where pictures of codes are; `baseUrl` unless told. */
  pictureBaseUrl?: string
  /** Where the page is that names a person; `baseUrl` unless told. */
  pageBaseUrl?: string
  keys: WechatKeys
  /** Real time in milliseconds: tokens and signatures age by it. */
  clock?: () => number
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
}

const longestSeconds = 2_592_000
const permanentCodes = 100_000

export function createWechat(options: WechatAdapterOptions): WechatConnector & { disconnect(): Promise<void> } {
  const outbound = createOutbound('wechat', { timeoutMs: 6_000, ...options.limits }, options.agent)
  return { using: (tokens) => openAccount(options, outbound, tokens), disconnect: () => outbound.close() }
}

function openAccount({ baseUrl, pictureBaseUrl = baseUrl, pageBaseUrl = baseUrl, keys, clock = Date.now }: WechatAdapterOptions, outbound: Outbound, tokens: TokenStore): WechatPort {
  const nowSeconds = () => Math.floor(clock() / 1000)
  const call = createCaller(outbound, baseUrl, createTokenOwner(tokens, fetchToken(outbound, baseUrl, keys, clock), clock))
  return {
    appId: keys.appId,

    async createSceneCode(code) {
      const answer = await call('create code', '/cgi-bin/qrcode/create', { body: sceneBody(code) })
      const [ticket, url] = [textOf('create code', answer, 'ticket'), textOf('create code', answer, 'url')]
      const { expire_seconds: seconds } = answer
      return { ticket, url, imageUrl: `${pictureBaseUrl}/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`, expireSeconds: typeof seconds === 'number' ? seconds : null } satisfies SceneCode
    },

    async sendTemplate({ openId, templateId, data, url, clientMessageId }) {
      const body = { touser: openId, template_id: templateId, data: values(data), ...(url && { url }), ...(clientMessageId && { client_msg_id: clientMessageId }) }
      const answer = await call('send template', '/cgi-bin/message/template/send', { body })
      if (typeof answer.msgid !== 'number' && typeof answer.msgid !== 'string') throw unreadable('send template')
      return { messageId: String(answer.msgid) }
    },

    async sendSubscribe({ openId, templateId, data, page }) {
      const { msgid } = await call('send subscribe', '/cgi-bin/message/subscribe/bizsend', { body: { touser: openId, template_id: templateId, data: values(data), ...(page && { page }) } })
      return { messageId: typeof msgid === 'number' || typeof msgid === 'string' ? String(msgid) : null }
    },

    // In exactly this order: the platform compares it as text.
    authorizeUrl: ({ returnUrl, state }) =>
      `${pageBaseUrl}/connect/oauth2/authorize?appid=${keys.appId}&redirect_uri=${encodeURIComponent(returnUrl)}&response_type=code&scope=snsapi_base&state=${encodeURIComponent(state)}#wechat_redirect`,

    async openIdOf(code) {
      const query = new URLSearchParams({ appid: keys.appId, secret: keys.appSecret, code, grant_type: 'authorization_code' })
      return textOf('open id', await get(outbound, 'open id', `${baseUrl}/sns/oauth2/access_token?${query}`, true), 'openid')
    },

    async isFollowing(openId) {
      const { subscribe } = await call('user', '/cgi-bin/user/info', { query: { openid: openId, lang: 'zh_CN' } })
      if (subscribe !== 0 && subscribe !== 1) throw unreadable('user')
      return subscribe === 1
    },

    verifyAddress: (query) => readAddress(query, keys, nowSeconds()),
    verifyPush: (query, rawBody) => readPush(query, rawBody, keys, nowSeconds()),
    printReply: (reply, sealed) => printReply(reply, sealed, keys, nowSeconds()),
  }
}

const fetchToken = (outbound: Outbound, baseUrl: string, { appId, appSecret }: WechatKeys, clock: () => number): FetchToken => async (force) => {
  const answer = await post(outbound, 'token', `${baseUrl}/cgi-bin/stable_token`, { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: force })
  const { expires_in: seconds } = answer
  if (typeof seconds !== 'number' || !(seconds > 0)) throw unreadable('token')
  return { token: textOf('token', answer, 'access_token'), expiresAt: clock() + seconds * 1000 }
}

/** The action's name follows from what the scene is and whether it ends. Refuses SCENE_INVALID. */
function sceneBody({ scene, expireSeconds }: NewSceneCode): object {
  const limited = expireSeconds === undefined
  const numbered = typeof scene === 'number'
  const held = numbered ? Number.isSafeInteger(scene) && scene > 0 && scene <= (limited ? permanentCodes : 0xffffffff) : /^[\x21-\x7e]{1,64}$/.test(scene)
  if (!held || (!limited && !(Number.isSafeInteger(expireSeconds) && expireSeconds > 0 && expireSeconds <= longestSeconds))) throw refused('create code', 'SCENE_INVALID')
  return {
    ...(!limited && { expire_seconds: expireSeconds }),
    action_name: `QR_${limited ? 'LIMIT_' : ''}${numbered ? '' : 'STR_'}SCENE`,
    action_info: { scene: numbered ? { scene_id: scene } : { scene_str: scene } },
  }
}

const values = (data: Record<string, string>) => Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }]))

function textOf(call: string, answer: Answer, field: string): string {
  const value = answer[field]
  if (typeof value !== 'string' || value === '') throw unreadable(call)
  return value
}
