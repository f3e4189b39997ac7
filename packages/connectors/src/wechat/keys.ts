import { aesKeyOf } from './crypt.ts'

/** What the official-account platform issues and what was set there, as it stands in the configuration file. */
export interface WechatConfiguration {
  /** Of the interface, e.g. `https://api.weixin.qq.com`. */
  baseUrl?: string
  /** Of pictures of codes, e.g. `https://mp.weixin.qq.com`; the interface's own unless told. */
  pictureBaseUrl?: string
  /** Of the page that names a person to us, `https://open.weixin.qq.com`; the interface's own unless told. */
  pageBaseUrl?: string
  appId: string
  appSecret: string
  /** The token set for pushes (服务器配置). */
  pushToken: string
  /** EncodingAESKey, 43 characters; without it pushes come in plain mode. */
  encodingAesKey?: string
  /** By the house's name of a message, the number of its template in this account. */
  templates: Record<string, string>
}

export interface WechatKeys {
  appId: string
  appSecret: string
  pushToken: string
  aesKey: Buffer | null
}

/** Refuses an EncodingAESKey that is none. */
export const readWechatKeys = ({ appId, appSecret, pushToken, encodingAesKey }: WechatConfiguration): WechatKeys => ({
  appId, appSecret, pushToken, aesKey: encodingAesKey ? aesKeyOf(encodingAesKey) : null,
})
