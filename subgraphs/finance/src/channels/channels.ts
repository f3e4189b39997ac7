import { registerEnumType } from 'type-graphql'
import { OFFERED_METHODS, type PaymentChannel } from '@hospital/configuration/payment-channels'
import type { PaymentMethod } from '../cashier/payment.status.ts'
import type { Account } from '../ledger/accounts.ts'

export const CHANNELS = ['WECHATPAY', 'ALIPAY', 'UNIONPAY'] as const satisfies readonly PaymentChannel[]

/** Where an account's keys are: in its own row, or in the connectors file of the installation. */
export const ORIGINS = ['CONSOLE', 'CONNECTORS_FILE'] as const

/** The account that the connectors file describes; made by a migration, which gave it the payments of before. */
export const FILE_ACCOUNT_ID = '00000000-0000-7000-8000-00000000c0de'

const BOOKS: { [C in PaymentChannel]: Account } = { WECHATPAY: 'CHANNEL_WECHAT', ALIPAY: 'CHANNEL_ALIPAY', UNIONPAY: 'CHANNEL_UNIONPAY' }

/** The ledger's account of the money that the channel holds. */
export const booksOf = (channel: PaymentChannel): Account => BOOKS[channel]

/** Null: it goes through no channel, and so through no account. */
export const channelOf = (method: PaymentMethod): PaymentChannel | null => (method === 'FREE' ? null : OFFERED_METHODS[method].channel)

export const PaymentChannelEnum = { WECHATPAY: 'WECHATPAY', ALIPAY: 'ALIPAY', UNIONPAY: 'UNIONPAY' } as const satisfies { [C in PaymentChannel]: C }
export const ChannelAccountOriginEnum = { CONSOLE: 'CONSOLE', CONNECTORS_FILE: 'CONNECTORS_FILE' } as const

registerEnumType(PaymentChannelEnum, { name: 'PaymentChannel', description: 'A payment channel (支付渠道): WeChat Pay, Alipay, UnionPay.' })
registerEnumType(ChannelAccountOriginEnum, { name: 'ChannelAccountOrigin', description: 'Where an account\'s keys are kept: with the account, or in the connectors file of the installation, where nobody changes them here.' })
