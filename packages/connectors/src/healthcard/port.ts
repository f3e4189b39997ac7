/** Electronic health cards (电子健康卡) by whichever channels the hospital has joined: Tencent's, Alipay's, a region's own. */
export interface HealthCardPort {
  /** In the order in which they are offered. */
  channels: readonly HealthCardChannel[]
}

/**
 * One channel. Each call but the first carries the channel's token: whoever asks for a new one kills that of everybody else, so a single
 * owner in the house hands it out. REFUSED `TOKEN_INVALID` when it was killed or is too old.
 */
export interface HealthCardChannel {
  code: string
  /** As people know it: 腾讯电子健康卡. */
  label: string
  /** How long a dynamic code is good for. */
  codeSeconds: number

  getToken(): Promise<HealthCardToken>
  /** Where a person lets the channel name them to us; comes back with `wechatCode` or `healthCode`. Null where the channel needs none. */
  authorizeUrl(returnUrl: string): string | null
  /**
   * Gives a person their card; somebody who has one gets the same again. REFUSED `USER_CODE_USED` | `USER_CODE_EXPIRED` | `PERSON_REFUSED`.
   * After a TIMEOUT it may have been given: registering again answers it.
   */
  register(token: string, input: RegisterInput): Promise<RegisteredCard>
  /** The card that somebody holds already, by the code that the channel gave them. REFUSED `USER_CODE_USED` | `USER_CODE_EXPIRED`. */
  findByHealthCode(token: string, healthCode: string): Promise<HeldCard>
  /** A code good once and for `codeSeconds`. Never the card's static text. */
  getDynamicCode(token: string, input: { cardId: string; idCard: string }): Promise<DynamicCode>
  /** Ties the card to the hospital's own record number. Repeating it is fine. */
  bind(token: string, input: { cardId: string; recordNumber: string }): Promise<void>
  /** Tells the channel what the card was used for. Idempotent by `reference`. */
  reportUsage(token: string, input: UsageInput): Promise<void>
}

export interface HealthCardToken {
  value: string
  expiresInSeconds: number
}

export interface RegisterInput {
  /** Where the channel asks people themselves. Used up by a card that was given, and by nothing else. */
  userCode?: string
  name: string
  gender: 'MALE' | 'FEMALE'
  /** 民族: 汉族. */
  nation: string
  birthDate: string
  idCard: string
  phone: string
  address?: string
  recordNumber: string
}

export interface RegisteredCard {
  cardId: string
  /** 主索引. */
  phid: string
}

export interface HeldCard extends RegisteredCard {
  idCard: string
  name: string
}

export interface DynamicCode {
  text: string
  /** The colour that the channel wants it drawn in: 0 black, 1 green… as its number. */
  color: number
}

export type UsageScene = 'BOOK' | 'CHECK_IN' | 'PAY'

export interface UsageInput {
  cardId: string
  scene: UsageScene
  at: Date
  reference: string
  department?: string
}
