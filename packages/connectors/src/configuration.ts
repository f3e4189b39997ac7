import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dispatcher } from 'undici'
import type { AlipayConfiguration } from './alipay/keys.ts'
import { createFaceId, type FaceIdConfiguration } from './faceid/adapter.ts'
import type { FaceIdPort } from './faceid/port.ts'
import { createHealthCardChannel, type HealthCardConfiguration } from './healthcard/adapter.ts'
import type { HealthCardPort } from './healthcard/port.ts'
import { createFhirHis, type HisConfiguration } from './his/adapter.ts'
import type { HisPort } from './his/port.ts'
import type { OnRefused } from './his/reading.ts'
import type { OutboundLimits } from './outbound.ts'
import { createInsurancePay } from './insurance/adapter.ts'
import type { InsuranceConfiguration } from './insurance/envelope.ts'
import type { InsurancePayPort } from './insurance/port.ts'
import { OFFICIAL, paymentConnectors, type PaymentConnectors } from './payments/connectors.ts'
import { createSms, type SmsConfiguration } from './sms/adapter.ts'
import { createAliyunSms, type AliyunSmsConfiguration } from './sms/aliyun.ts'
import type { SmsPort } from './sms/port.ts'
import type { UnionpayConfiguration } from './unionpay/keys.ts'
import { createWechat } from './wechat/adapter.ts'
import { readWechatKeys, type WechatConfiguration } from './wechat/keys.ts'
import type { WechatConnector } from './wechat/port.ts'
import { createWechatPay } from './wechatpay/adapter.ts'
import { readKeys, type WechatPayConfiguration } from './wechatpay/keys.ts'
import type { WechatPayPort } from './wechatpay/port.ts'

/** The connectors file: what the outside parties gave this hospital. */
export interface ConnectorsConfiguration {
  /** Written by the sandbox for itself; production refuses it. */
  sandbox?: boolean
  his: HisConfiguration
  wechatpay: WechatPayConfiguration
  /** Merchants for demonstration, and other addresses of these channels. A hospital's own merchants are kept in its payment accounts. */
  alipay?: AlipayConfiguration
  unionpay?: UnionpayConfiguration
  sms: SmsConfiguration
  wechat: WechatConfiguration
  /** A second provider of text messages; the hospital's settings say which one sends. */
  aliyunSms?: AliyunSmsConfiguration
  faceid: FaceIdConfiguration
  /** One entry for each channel that the hospital has joined; another one is a line more. */
  healthCards: readonly HealthCardConfiguration[]
  /** 移动医保支付. */
  insurance: InsuranceConfiguration
}

export interface LoadConnectorsOptions {
  file: string
  /** Where a system without a `baseUrl` of its own is found. */
  sandboxUrl?: string
  /** Real time in milliseconds, for the age of signatures. */
  clock?: () => number
  production?: boolean
  limits?: Partial<OutboundLimits>
  /** Is told of what the HIS has that cannot be read. */
  onHisRefused?: OnRefused
  /** The way out that every connector takes; without one each has its own. */
  agent?: Dispatcher
}

export interface Connectors {
  his: HisPort
  wechatpay: WechatPayPort
  /** Channels for the merchants of the hospital's payment accounts. */
  payments: PaymentConnectors
  sms: SmsPort
  wechat: WechatConnector
  aliyunSms: SmsPort | undefined
  faceid: FaceIdPort
  healthCards: HealthCardPort
  insurance: InsurancePayPort
  disconnect(): Promise<void>
}

/** `CONNECTORS_FILE`, or what the sandbox left in the data folder. */
export const connectorsFile = (environment: NodeJS.ProcessEnv) =>
  environment.CONNECTORS_FILE ?? join(environment.HOSPITAL_DATA_DIR ?? '.data', 'sandbox', 'merchant.json')

/** Refuses a file that cannot be read, and the sandbox's keys in production. */
export function loadConnectors(options: LoadConnectorsOptions): Connectors {
  const configuration = readConfiguration(options.file)
  if (configuration.sandbox && (options.production ?? process.env.NODE_ENV === 'production')) {
    throw new Error('Production must not run on the keys of the sandbox: set CONNECTORS_FILE')
  }
  const { clock, limits, agent } = options
  const at = (baseUrl: string | undefined, path: string) => {
    if (baseUrl) return baseUrl.replace(/\/$/, '')
    if (!configuration.sandbox || !options.sandboxUrl) throw new Error(`The connectors file names no baseUrl for ${path}`)
    return options.sandboxUrl.replace(/\/$/, '') + path
  }
  const channelAt = (baseUrl: string | undefined, channel: 'alipay' | 'unionpay') => (baseUrl || configuration.sandbox ? at(baseUrl, `/${channel}`) : OFFICIAL[channel])
  const his = createFhirHis({ baseUrl: at(configuration.his.baseUrl, '/his/fhir'), keys: configuration.his, limits, agent, onRefused: options.onHisRefused })
  const wechatpay = createWechatPay({ baseUrl: at(configuration.wechatpay.baseUrl, '/wechatpay'), keys: readKeys(configuration.wechatpay), clock, limits, agent })
  const { alipay, unionpay } = configuration
  const payments = paymentConnectors({
    addresses: {
      wechatpay: at(configuration.wechatpay.baseUrl, '/wechatpay'), alipay: channelAt(alipay?.baseUrl, 'alipay'), unionpay: channelAt(unionpay?.baseUrl, 'unionpay'),
      unionpayFiles: unionpay?.filesUrl ?? (configuration.sandbox || unionpay?.baseUrl ? `${at(unionpay?.baseUrl, '/unionpay')}/filedownload` : OFFICIAL.unionpayFiles),
    },
    demonstration: { ...(alipay && { alipay }), ...(unionpay && { unionpay }) }, clock, limits, agent,
  })
  const sms = createSms({ baseUrl: at(configuration.sms.baseUrl, '/sms'), keys: configuration.sms, clock, limits, agent })
  const { pictureBaseUrl, pageBaseUrl } = configuration.wechat
  const wechat = createWechat({ baseUrl: at(configuration.wechat.baseUrl, '/wechat'), pictureBaseUrl, pageBaseUrl, keys: readWechatKeys(configuration.wechat), clock, limits, agent })
  const { aliyunSms: aliyun } = configuration
  const aliyunSms = aliyun && createAliyunSms({ baseUrl: at(aliyun.baseUrl, '/aliyun-sms'), keys: aliyun, clock, limits, agent })
  const faceid = createFaceId({ baseUrl: at(configuration.faceid.baseUrl, '/faceid'), keys: configuration.faceid, clock, limits, agent })
  const channels = configuration.healthCards.map((keys) => createHealthCardChannel({ baseUrl: at(keys.baseUrl, '/healthcard'), keys, clock, limits, agent }))
  const insurance = createInsurancePay({ baseUrl: at(configuration.insurance.baseUrl, '/insurance'), coreUrl: at(configuration.insurance.core.baseUrl, '/insurance-core'), keys: configuration.insurance, clock, limits, agent })
  return {
    his,
    wechatpay,
    payments,
    sms,
    wechat,
    aliyunSms,
    faceid,
    healthCards: { channels },
    insurance,
    async disconnect() {
      await Promise.all([his.disconnect(), wechatpay.disconnect(), sms.disconnect(), wechat.disconnect(), aliyunSms?.disconnect(), faceid.disconnect(), insurance.disconnect(), ...channels.map((channel) => channel.disconnect())])
    },
  }
}

function readConfiguration(file: string): ConnectorsConfiguration {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ConnectorsConfiguration
  } catch (cause) {
    throw new Error(`The connectors file ${file} cannot be read: start the sandbox first, or set CONNECTORS_FILE`, { cause })
  }
}
