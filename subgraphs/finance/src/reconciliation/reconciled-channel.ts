import { registerEnumType } from 'type-graphql'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import type { Account } from '../ledger/accounts.ts'

/** Whose books a day is compared with: the payment channels, the insurer, the HIS for hospital cards, and the HIS for what it holds as paid. */
export const RECONCILED_CHANNELS = ['WECHATPAY', 'ALIPAY', 'UNIONPAY', 'INSURANCE', 'HOSPITAL_CARD', 'HIS'] as const
export type ReconciledChannel = (typeof RECONCILED_CHANNELS)[number]

const BOOKS: { [C in ReconciledChannel]: Account } = {
  WECHATPAY: 'CHANNEL_WECHAT', ALIPAY: 'CHANNEL_ALIPAY', UNIONPAY: 'CHANNEL_UNIONPAY', INSURANCE: 'INSURANCE_FUND', HOSPITAL_CARD: 'HOSPITAL_CARD_DEPOSITS', HIS: 'HIS_SETTLEMENT',
}

/** The ledger's account that an adjustment moves. */
export const booksOfReconciled = (channel: ReconciledChannel): Account => BOOKS[channel]

export interface Span {
  from: Date
  to: Date
}

const HOUR_MS = 3_600_000

/** A day as the channel's bills count it: UnionPay's ends at 23:00. */
export function spanOf(channel: ReconciledChannel, day: string): Span {
  const early = channel === 'UNIONPAY' ? HOUR_MS : 0
  return { from: new Date(hospitalInstant(day).getTime() - early), to: new Date(hospitalInstant(addDays(day, 1)).getTime() - early) }
}

export const ReconciledChannelEnum = {
  WECHATPAY: 'WECHATPAY', ALIPAY: 'ALIPAY', UNIONPAY: 'UNIONPAY', INSURANCE: 'INSURANCE', HOSPITAL_CARD: 'HOSPITAL_CARD', HIS: 'HIS',
} as const satisfies { [C in ReconciledChannel]: C }

registerEnumType(ReconciledChannelEnum, { name: 'ReconciledChannel', description: 'Whose books a day is compared with (对账渠道): WeChat Pay, Alipay, UnionPay, the medical insurance, the hospital card, and the HIS for what it holds as paid.' })
