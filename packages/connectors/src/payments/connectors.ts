import type { Dispatcher } from 'undici'
import { createAlipay } from '../alipay/adapter.ts'
import { readAlipayKeys, type AlipayConfiguration } from '../alipay/keys.ts'
import type { AlipayPort } from '../alipay/port.ts'
import type { OutboundLimits } from '../outbound.ts'
import { createUnionpay } from '../unionpay/adapter.ts'
import { readUnionpayKeys, type UnionpayConfiguration } from '../unionpay/keys.ts'
import type { UnionpayPort } from '../unionpay/port.ts'
import { createWechatPay } from '../wechatpay/adapter.ts'
import { readKeys, type WechatPayConfiguration } from '../wechatpay/keys.ts'
import type { WechatPayPort } from '../wechatpay/port.ts'

type Opened<Port> = Port & { disconnect(): Promise<void> }

/** Opens a channel with the keys of one merchant; where the channel is, the connectors file says. Each throws where the keys are none. */
export interface PaymentConnectors {
  wechatpay(keys: Omit<WechatPayConfiguration, 'baseUrl'>): Opened<WechatPayPort>
  alipay(keys: Omit<AlipayConfiguration, 'baseUrl'>): Opened<AlipayPort>
  unionpay(keys: Omit<UnionpayConfiguration, 'baseUrl'>): Opened<UnionpayPort>
  /** Merchants that the connectors file itself names: those of the demonstration. */
  demonstration: { alipay?: AlipayConfiguration; unionpay?: UnionpayConfiguration }
}

interface PaymentOptions {
  addresses: { wechatpay: string; alipay: string; unionpay: string; unionpayFiles: string }
  demonstration: PaymentConnectors['demonstration']
  clock?: () => number
  limits?: Partial<OutboundLimits>
  agent?: Dispatcher
}

export const paymentConnectors = ({ addresses, demonstration, clock, limits, agent }: PaymentOptions): PaymentConnectors => ({
  wechatpay: (keys) => createWechatPay({ baseUrl: addresses.wechatpay, keys: readKeys(keys), clock, limits, agent }),
  alipay: (keys) => createAlipay({ baseUrl: addresses.alipay, keys: readAlipayKeys(keys), clock, limits, agent }),
  unionpay: (keys) => createUnionpay({ baseUrl: addresses.unionpay, filesUrl: addresses.unionpayFiles, keys: readUnionpayKeys(keys), clock, limits, agent }),
  demonstration,
})

/** The channels' own addresses, for an installation that names no others. */
export const OFFICIAL = { alipay: 'https://openapi.alipay.com', unionpay: 'https://gateway.95516.com', unionpayFiles: 'https://filedownload.95516.com/' } as const
