import { randomBytes } from 'node:crypto'
import { Agent, request } from 'undici'
import type { WechatConfiguration } from '@hospital/connectors/wechat/keys'
import { aesKeyOf, open, seal, signatureOf } from '@hospital/connectors/wechat/crypt'
import { readXml } from '@hospital/connectors/wechat/push'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'

export interface Push {
  id: number
  openId: string
  event: string
  body: string
  state: 'WAITING' | 'DELIVERED' | 'GIVEN_UP'
  attempts: number
  nextAt: number
  lastAnswer: string | null
  reply: string | null
}

/** What a push says: texts, and what stands within. */
export interface PushFields {
  [name: string]: string | PushFields
}

/** Ways in which a push can go wrong on purpose. `duplicate` is a right one once more. */
export const pushTricks = ['duplicate', 'tampered', 'forged', 'stale', 'plain'] as const
export type PushTrick = (typeof pushTricks)[number]

export interface PushAnswer {
  status: number | null
  /** The opened answer: XML, or `success`. */
  reply: string
}

/** Three times, five seconds apart, as the platform has it. */
const attemptsAtMost = 3
const pauseMs = 5_000
const patienceMs = 5_000
const laterMs = 200
const columns = 'id, open_id AS openId, event, body, state, attempts, next_at AS nextAt, last_answer AS lastAnswer, reply'

/** Events of the account, signed and sealed, told to the address that was set for pushes. */
export function createPusher(database: Database, clock: Clock, account: WechatConfiguration, defaultAddress: string) {
  const agent = new Agent({ connect: { timeout: patienceMs }, headersTimeout: patienceMs, bodyTimeout: patienceMs })
  const key = account.encodingAesKey ? aesKeyOf(account.encodingAesKey) : null
  const inFlight = new Set<number>()
  const followed = new Map<string, number>()
  const address = () => database.setting('wechat.pushAddress') ?? defaultAddress

  const get = (id: number) => database.get<Push>(`SELECT ${columns} FROM wechat_push WHERE id = ?`, id)!

  /** Tells at once, and again later if nobody listened. */
  const tell = (openId: string, event: string, fields: PushFields): Promise<PushAnswer> => deliver(put(openId, event, fields, 0))

  /** Nobody follows twice within a second, which is what WeChat tells its events apart by. */
  function secondOf(openId: string, event: string): number {
    const now = Math.floor(Date.now() / 1000)
    if (!event.endsWith('subscribe')) return now
    const second = Math.max(now, (followed.get(openId) ?? 0) + 1)
    followed.set(openId, second)
    return second
  }

  function put(openId: string, event: string, fields: PushFields, delayMs: number): Push {
    const body = printXml({ ToUserName: `gh_${account.appId.slice(2, 14)}`, FromUserName: openId, CreateTime: String(secondOf(openId, event)), MsgType: 'event', Event: event, ...fields })
    const row = database.get<{ id: number }>(`INSERT INTO wechat_push (open_id, event, body, state, next_at) VALUES (?, ?, ?, 'WAITING', ?) RETURNING id`, openId, event, body, clock.now() + delayMs)
    return get(row!.id)
  }

  async function deliver(push: Push): Promise<PushAnswer> {
    inFlight.add(push.id)
    try {
      const answer = await send(push.body)
      const state = answer.status === 200 ? 'DELIVERED' : push.attempts + 1 >= attemptsAtMost ? 'GIVEN_UP' : 'WAITING'
      database.run('UPDATE wechat_push SET attempts = attempts + 1, state = ?, next_at = ?, last_answer = ?, reply = ? WHERE id = ?', state, clock.now() + pauseMs, String(answer.status ?? '无应答'), answer.reply, push.id)
      return answer
    } finally {
      inFlight.delete(push.id)
    }
  }

  async function send(body: string, trick?: PushTrick): Promise<PushAnswer> {
    const timestamp = String(Math.floor(Date.now() / 1000) - (trick === 'stale' ? 900 : 0))
    const nonce = randomBytes(6).toString('hex')
    const token = trick === 'forged' ? 'not-the-token' : account.pushToken
    const query = new URLSearchParams({ signature: signatureOf(token, timestamp, nonce), timestamp, nonce, openid: 'o' })
    if (!key || trick === 'plain') return post(agent, `${address()}?${query}`, body, (text) => text)
    const sealed = seal(body, key, account.appId)
    query.set('encrypt_type', 'aes')
    query.set('msg_signature', signatureOf(token, timestamp, nonce, sealed))
    const sent = trick === 'tampered' ? `${sealed.slice(0, 40)}${sealed[40] === 'A' ? 'B' : 'A'}${sealed.slice(41)}` : sealed
    return post(agent, `${address()}?${query}`, printXml({ ToUserName: 'gh', Encrypt: sent }), (text) => openReply(text, key))
  }

  function openReply(text: string, aesKey: Buffer): string {
    const fields = readXml(text)
    if (!fields?.Encrypt) return text
    const signed = signatureOf(account.pushToken, fields.TimeStamp ?? '', fields.Nonce ?? '', fields.Encrypt) === fields.MsgSignature
    return (signed && open(fields.Encrypt, aesKey, account.appId)) || 'UNREADABLE'
  }

  const due = () => database.all<Push>(`SELECT ${columns} FROM wechat_push WHERE state = 'WAITING' AND next_at <= ? ORDER BY id LIMIT 20`, clock.now())

  return {
    tell,
    /** Tells a little later: what follows from a call comes after its answer. */
    tellLater: (openId: string, event: string, fields: PushFields) => void put(openId, event, fields, laterMs),
    /** The newest push of a person once more, wrong in the asked way. */
    async trick(openId: string, trick: PushTrick): Promise<PushAnswer | null> {
      const newest = database.get<Push>(`SELECT ${columns} FROM wechat_push WHERE open_id = ? ORDER BY id DESC LIMIT 1`, openId)
      return newest ? send(newest.body, trick) : null
    },
    async tick() {
      await Promise.all(due().filter(({ id }) => !inFlight.has(id)).map(deliver))
    },
    list: () => database.all<Push>(`SELECT ${columns} FROM wechat_push ORDER BY id DESC LIMIT 200`),
    /** As the platform does when an address is set: it must answer the echo. */
    async setAddress(url: string): Promise<boolean> {
      const timestamp = String(Math.floor(Date.now() / 1000))
      const [nonce, echostr] = [randomBytes(6).toString('hex'), randomBytes(8).toString('hex')]
      const query = new URLSearchParams({ signature: signatureOf(account.pushToken, timestamp, nonce), timestamp, nonce, echostr })
      const answered = await request(`${url}?${query}`, { dispatcher: agent }).then(({ body }) => body.text(), () => '')
      if (answered !== echostr) return false
      database.keepSetting('wechat.pushAddress', url)
      return true
    },
    address,
    close: () => agent.destroy(),
  }
}

export type Pusher = ReturnType<typeof createPusher>

async function post(agent: Agent, url: string, body: string, openAnswer: (text: string) => string): Promise<PushAnswer> {
  try {
    const answer = await request(url, { method: 'POST', body, headers: { 'content-type': 'text/xml' }, dispatcher: agent, signal: AbortSignal.timeout(patienceMs) })
    return { status: answer.statusCode, reply: openAnswer(await answer.body.text()) }
  } catch {
    return { status: null, reply: '' }
  }
}

const printXml = (fields: PushFields) => `<xml>${printFields(fields)}</xml>`

const printFields = (fields: PushFields): string => Object.entries(fields).map(([name, inside]) => `<${name}>${typeof inside === 'string' ? printText(inside) : printFields(inside)}</${name}>`).join('')

const printText = (text: string) => (/^-?\d+$/.test(text) ? text : `<![CDATA[${text}]]>`)
