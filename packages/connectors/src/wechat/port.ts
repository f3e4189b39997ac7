import type { PushQuery, PushVerdict } from './push.ts'
import type { Reply } from './reply.ts'

/** The official account (公众号) on the WeChat platform: codes with a scene, messages to its followers, who they are, what happens there. */
export interface WechatPort {
  readonly appId: string
  /** Makes a code that reports its scene when it is scanned. The platform keeps no reference of ours: asked twice, there are two codes. */
  createSceneCode(code: NewSceneCode): Promise<SceneCode>
  /**
   * A template message (模板消息) to a follower. The same `clientMessageId` within ten minutes is one message. Refuses NOT_FOLLOWING,
   * OPENID_INVALID, TEMPLATE_UNKNOWN, TEMPLATE_DATA_INVALID; QUOTA_EXHAUSTED and BUSY are UNAVAILABLE.
   */
  sendTemplate(message: TemplateMessage): Promise<{ messageId: string }>
  /** A subscription notice (订阅通知): one for each time that the person agreed. Refuses NOT_SUBSCRIBED when no agreement is left. Without an id, nothing will be known of how it ended. */
  sendSubscribe(message: SubscribeMessage): Promise<{ messageId: string | null }>
  /** The page inside WeChat that says, without asking anything, who holds the phone. It comes back to `returnUrl` with `code` and `state`, letters and digits. */
  authorizeUrl(asked: { returnUrl: string; state: string }): string
  /** Who that was. A code is good once and for five minutes: refuses CODE_INVALID, CODE_USED, CODE_EXPIRED. */
  openIdOf(code: string): Promise<string>
  /** Whether the person follows the account at this moment. Refuses OPENID_INVALID. */
  isFollowing(openId: string): Promise<boolean>
  /** The echo string when WeChat itself asks whether the push address is ours; else null. */
  verifyAddress(query: PushQuery): string | null
  /** Reads what WeChat pushed; nothing of it is to be believed unless verified. */
  verifyPush(query: PushQuery, rawBody: Buffer): PushVerdict
  /** The answer to a push, sealed in safe mode. */
  printReply(reply: Reply, sealed: boolean): string
}

/** What the platform set up for the house: `using` names where the one access token is kept. */
export interface WechatConnector {
  using(tokens: TokenStore): WechatPort
}

export interface NewSceneCode {
  /** A number (32 bits; up to 100,000 for a permanent code) or a text of 1–64. */
  scene: number | string
  /** Up to thirty days; without it the code is permanent, of which an account has 100,000. */
  expireSeconds?: number
}

export interface SceneCode {
  ticket: string
  /** What the code's picture says: whoever draws it himself needs no picture from WeChat. */
  url: string
  /** The picture, drawn by WeChat. */
  imageUrl: string
  expireSeconds: number | null
}

export interface TemplateMessage {
  openId: string
  /** The number of the template in this account. */
  templateId: string
  /** By the keyword of the template, e.g. `thing1`, `time2`. */
  data: Record<string, string>
  url?: string
  clientMessageId?: string
}

export interface SubscribeMessage {
  openId: string
  templateId: string
  data: Record<string, string>
  page?: string
}

export interface KeptToken {
  token: string
  /** Real time in milliseconds. */
  expiresAt: number
}

/** Where the access token of the account is kept for all processes of the hospital. */
export interface TokenStore {
  read(): Promise<KeptToken | null>
  /** True for one process at a time and some seconds: that one asks WeChat. `keep` and `release` end it. */
  claim(): Promise<boolean>
  keep(token: KeptToken): Promise<void>
  release(): Promise<void>
}
