import type { Dispatcher } from 'undici'
import { ConnectorFailure } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import { createTencentCaller } from '../tencent/caller.ts'
import type { SmsMessage, SmsPort, SmsReceipt, SmsResult } from './port.ts'
import { mainlandDigits, rowsOf, sameSecret, templateCode } from './receipts.ts'

export interface SmsConfiguration {
  baseUrl?: string
  secretId: string
  secretKey: string
  sdkAppId: string
  signName: string
  region: string
  /** The house's name of a template → the provider's number. */
  templates: Record<string, string>
  /** Stands in the address that the provider posts receipts to. */
  callbackSecret: string
}

export interface SmsAdapterOptions {
  baseUrl: string
  keys: SmsConfiguration
  /** Real time in milliseconds. */
  clock?: () => number
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
}

interface SendSmsResponse {
  SendStatusSet?: { PhoneNumber: string; SerialNo: string; Code: string; Message: string }[]
}

/** Tencent Cloud SMS. */
export function createSms({ baseUrl, keys, clock = Date.now, agent, limits }: SmsAdapterOptions): SmsPort & { disconnect(): Promise<void> } {
  const outbound = createOutbound('sms', { timeoutMs: 5_000, ...limits }, agent)
  const call = createTencentCaller({ port: 'sms', service: 'sms', version: '2021-01-11', region: keys.region, baseUrl, secret: keys, clock, outbound })

  async function sendSms(message: SmsMessage): Promise<SmsResult> {
    const phone = `+86${mainlandDigits(message.phone, 'SendSms')}`
    const response = await call<SendSmsResponse>('SendSms', {
      PhoneNumberSet: [phone],
      SmsSdkAppId: keys.sdkAppId,
      SignName: keys.signName,
      TemplateId: templateCode(keys.templates, message),
      TemplateParamSet: message.params,
    })
    return readAnswer(response, phone)
  }

  return {
    sendSms, readReceipts, ownsAddress: (secret) => Boolean(keys.callbackSecret) && sameSecret(secret, keys.callbackSecret),
    receiptAnswer: (taken) => (taken ? { result: 0, errmsg: 'OK' } : { result: 1, errmsg: 'try again' }),
    disconnect: () => outbound.close(),
  }
}

/** A number's own refusal stands in its status. */
function readAnswer({ SendStatusSet }: SendSmsResponse, phone: string): SmsResult {
  const status = SendStatusSet?.find(({ PhoneNumber }) => PhoneNumber === phone)
  if (!status || typeof status.Code !== 'string') {
    throw new ConnectorFailure({ kind: 'GARBAGE', port: 'sms', code: 'UNREADABLE', message: 'sms SendSms: answer cannot be read' })
  }
  return { accepted: status.Code === 'Ok', code: status.Code, message: status.Message, serialNo: status.SerialNo || null, later: LATER.has(status.Code) }
}

const LATER = new Set(['LimitExceeded.PhoneNumberThirtySecondLimit', 'LimitExceeded.PhoneNumberOneHourLimit', 'LimitExceeded.DeliveryFrequencyLimit'])

/** Status notification (下发状态通知): an array of results, each by the SerialNo of its sending. */
function readReceipts(body: Buffer): SmsReceipt[] | null {
  const rows = rowsOf(body)
  if (!rows?.every(({ sid, mobile, report_status: status }) => typeof sid === 'string' && sid !== '' && typeof mobile === 'string' && (status === 'SUCCESS' || status === 'FAIL'))) return null
  return rows.map(({ sid, mobile, report_status: status, errmsg }) => ({ serialNo: sid as string, phone: mobile as string, delivered: status === 'SUCCESS', code: typeof errmsg === 'string' ? errmsg.slice(0, 60) : 'UNKNOWN' }))
}
