import { open, sameText, signatureOf } from './crypt.ts'
import type { WechatKeys } from './keys.ts'

/** What stands in the address of a push. */
export type PushQuery = Record<string, string | string[] | undefined>

export type PushRejection = 'PARAMETERS_MISSING' | 'TIMESTAMP_OUT_OF_RANGE' | 'SIGNATURE_INVALID' | 'DECRYPTION_FAILED' | 'BODY_INVALID' | 'ACCOUNT_FOREIGN' | 'PLAIN_REFUSED'

export interface PushEvent {
  /** The person, as this account knows him. */
  openId: string
  /** Our account's own name there. */
  account: string
  createdAt: Date
  /** The same for a push that comes again. */
  key: string
  kind: 'SUBSCRIBE' | 'UNSUBSCRIBE' | 'SCAN' | 'TEMPLATE_SENT' | 'NOTICE_SENT' | 'MESSAGE' | 'OTHER'
  /** Of a scanned code; null when a person followed without one. */
  scene: string | null
  ticket: string | null
  /** Of template messages and subscription notices that have arrived, or have not: by which they were sent, and how that ended. */
  sent: readonly SentMessage[]
  /** Every field as it came, but those of lists. */
  fields: Record<string, string>
}

export interface SentMessage {
  messageId: string
  outcome: 'SUCCESS' | 'USER_BLOCK' | 'SYSTEM_FAILED'
}

export type PushVerdict = { verified: true; sealed: boolean; event: PushEvent } | { verified: false; reason: PushRejection }

/** WeChat asks again within half a minute; what is older than this is somebody else's. */
const maxAgeSeconds = 300

const one = (query: PushQuery, name: string) => (typeof query[name] === 'string' && query[name] !== '' ? query[name] : null)

/** Null when the address was signed with our token and just now. */
function addressRejection(query: PushQuery, keys: WechatKeys, nowSeconds: number): PushRejection | null {
  const [signature, timestamp, nonce] = ['signature', 'timestamp', 'nonce'].map((name) => one(query, name))
  if (!signature || !timestamp || !nonce) return 'PARAMETERS_MISSING'
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > maxAgeSeconds) return 'TIMESTAMP_OUT_OF_RANGE'
  return sameText(signature, signatureOf(keys.pushToken, timestamp, nonce)) ? null : 'SIGNATURE_INVALID'
}

export function readAddress(query: PushQuery, keys: WechatKeys, nowSeconds: number): string | null {
  const echo = one(query, 'echostr')
  return echo && !addressRejection(query, keys, nowSeconds) ? echo : null
}

/** In safe mode nothing that is not sealed is taken: the signature of the address alone says nothing of the body. */
export function readPush(query: PushQuery, rawBody: Buffer, keys: WechatKeys, nowSeconds: number): PushVerdict {
  const rejection = addressRejection(query, keys, nowSeconds)
  if (rejection) return { verified: false, reason: rejection }
  const outerText = rawBody.toString('utf8')
  const outer = readXml(outerText)
  if (!outer) return { verified: false, reason: 'BODY_INVALID' }
  if (!keys.aesKey) return readEvent(outer, readLists(outerText), false)
  if (one(query, 'encrypt_type') !== 'aes' || !outer.Encrypt) return { verified: false, reason: 'PLAIN_REFUSED' }
  const expected = signatureOf(keys.pushToken, one(query, 'timestamp')!, one(query, 'nonce')!, outer.Encrypt)
  if (!sameText(one(query, 'msg_signature') ?? '', expected)) return { verified: false, reason: 'SIGNATURE_INVALID' }
  const text = open(outer.Encrypt, keys.aesKey, keys.appId)
  const inner = text === null ? null : readXml(text)
  return inner ? readEvent(inner, readLists(text!), true) : { verified: false, reason: 'DECRYPTION_FAILED' }
}

const kinds: Record<string, PushEvent['kind']> = { subscribe: 'SUBSCRIBE', unsubscribe: 'UNSUBSCRIBE', SCAN: 'SCAN', TEMPLATESENDJOBFINISH: 'TEMPLATE_SENT', subscribe_msg_sent_event: 'NOTICE_SENT' }

function readEvent(fields: Record<string, string>, lists: readonly Record<string, string>[], sealed: boolean): PushVerdict {
  const { FromUserName: openId, ToUserName: account, CreateTime, MsgType, MsgId, Event = '', EventKey = '', Ticket } = fields
  if (!openId || !account || !MsgType || !/^\d{1,12}$/.test(CreateTime ?? '')) return { verified: false, reason: 'BODY_INVALID' }
  const kind = MsgType === 'event' ? (kinds[Event] ?? 'OTHER') : 'MESSAGE'
  const scene = kind === 'SUBSCRIBE' ? /^qrscene_(.+)$/s.exec(EventKey)?.[1] : kind === 'SCAN' ? EventKey : undefined
  const sent = kind === 'TEMPLATE_SENT' ? readSent(fields) : kind === 'NOTICE_SENT' ? lists.flatMap(readNotice) : []
  // Several messages to one person may end in the same second.
  const key = MsgId && MsgType !== 'event' ? `message ${MsgId}` : [openId, CreateTime, Event, ...sent.map(({ messageId }) => messageId)].join(' ')
  return { verified: true, sealed, event: { openId, account, createdAt: new Date(Number(CreateTime) * 1000), key, kind, scene: scene || null, ticket: Ticket || null, sent, fields } }
}

/** `success`, `failed:user block`, `failed: system failed`. */
function readSent({ MsgID: messageId, Status = '' }: Record<string, string>): SentMessage[] {
  return messageId ? [{ messageId, outcome: outcomeOf(Status === 'success', Status) }] : []
}

/** One of the notices that a push lists: `0` and `success`, or a number and the reason. */
function readNotice({ MsgID: messageId, ErrorCode, ErrorStatus = '' }: Record<string, string>): SentMessage[] {
  return messageId ? [{ messageId, outcome: outcomeOf(ErrorCode === '0', ErrorStatus) }] : []
}

const outcomeOf = (success: boolean, status: string): SentMessage['outcome'] => (success ? 'SUCCESS' : /user block/.test(status) ? 'USER_BLOCK' : 'SYSTEM_FAILED')

/** The flat XML of a push. Entities are not part of the protocol, and nesting only as lists, so they are not read. */
export function readXml(text: string): Record<string, string> | null {
  const [, inner] = /^\s*<xml>([\s\S]*)<\/xml>\s*$/.exec(text) ?? []
  return inner === undefined ? null : readFields(inner.replace(LISTS, ''))
}

const LISTS = /<List>([\s\S]*?)<\/List>/g

/** What a push lists: the fields of each. */
const readLists = (text: string): Record<string, string>[] => [...text.matchAll(LISTS)].map(([, inner]) => readFields(inner!))

function readFields(inner: string): Record<string, string> {
  const fields = inner.matchAll(/<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g)
  return Object.fromEntries([...fields].map(([, name, text, plain]) => [name!, text ?? plain ?? '']))
}
