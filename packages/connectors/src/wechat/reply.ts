import { randomBytes } from 'node:crypto'
import { seal, signatureOf } from './crypt.ts'
import type { WechatKeys } from './keys.ts'
import type { PushEvent } from './push.ts'

export interface Article {
  title: string
  description: string
  url: string
  pictureUrl?: string
}

/** A passive answer to a push: nothing, a sentence, or one card that leads somewhere. */
export type Reply = { to: Pick<PushEvent, 'openId' | 'account'>; text: string } | { to: Pick<PushEvent, 'openId' | 'account'>; article: Article } | null

/** What WeChat takes for "received, nothing to say": it would ask again for anything else that is empty. */
const nothing = 'success'

export function printReply(reply: Reply, sealed: boolean, keys: WechatKeys, nowSeconds: number): string {
  if (!reply) return nothing
  const content = 'text' in reply ? field('MsgType', 'text') + field('Content', reply.text) : news(reply.article)
  const body = `<xml>${field('ToUserName', reply.to.openId)}${field('FromUserName', reply.to.account)}<CreateTime>${nowSeconds}</CreateTime>${content}</xml>`
  return sealed && keys.aesKey ? sealedReply(body, keys.aesKey, keys, nowSeconds) : body
}

const news = ({ title, description, url, pictureUrl }: Article) =>
  `${field('MsgType', 'news')}<ArticleCount>1</ArticleCount><Articles><item>${field('Title', title)}${field('Description', description)}${pictureUrl ? field('PicUrl', pictureUrl) : ''}${field('Url', url)}</item></Articles>`

function sealedReply(body: string, aesKey: Buffer, { appId, pushToken }: WechatKeys, nowSeconds: number): string {
  const encrypted = seal(body, aesKey, appId)
  const nonce = randomBytes(8).toString('hex')
  const signature = signatureOf(pushToken, String(nowSeconds), nonce, encrypted)
  return `<xml>${field('Encrypt', encrypted)}${field('MsgSignature', signature)}<TimeStamp>${nowSeconds}</TimeStamp>${field('Nonce', nonce)}</xml>`
}

/** A text must not end its own section. */
const field = (name: string, text: string) => `<${name}><![CDATA[${text.replaceAll(']]>', ']] >')}]]></${name}>`
