import type { Dispatcher } from 'undici'
import { ConnectorFailure } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import { createTencentCaller } from '../tencent/caller.ts'
import type { SmsMessage, SmsPort, SmsResult, SmsTemplate } from './port.ts'

export interface SmsConfiguration {
  baseUrl?: string
  secretId: string
  secretKey: string
  sdkAppId: string
  signName: string
  region: string
  templates: Record<SmsTemplate, string>
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

export function createSms({ baseUrl, keys, clock = Date.now, agent, limits }: SmsAdapterOptions): SmsPort & { disconnect(): Promise<void> } {
  const outbound = createOutbound('sms', { timeoutMs: 5_000, ...limits }, agent)
  const call = createTencentCaller({ port: 'sms', service: 'sms', version: '2021-01-11', region: keys.region, baseUrl, secret: keys, clock, outbound })

  async function sendSms(message: SmsMessage): Promise<SmsResult> {
    const phone = toE164(message.phone)
    const response = await call<SendSmsResponse>('SendSms', {
      PhoneNumberSet: [phone],
      SmsSdkAppId: keys.sdkAppId,
      SignName: keys.signName,
      TemplateId: keys.templates[message.templateId],
      TemplateParamSet: message.params,
    })
    return readAnswer(response, phone)
  }

  return { sendSms, disconnect: () => outbound.close() }
}

function toE164(phone: string): string {
  const digits = phone.replace(/^(\+86|0086)/, '')
  if (!/^1\d{10}$/.test(digits)) throw new ConnectorFailure({ kind: 'REFUSED', port: 'sms', code: 'PHONE_INVALID', message: 'sms SendSms: not a mainland mobile number' })
  return `+86${digits}`
}

/** A number's own refusal stands in its status. */
function readAnswer({ SendStatusSet }: SendSmsResponse, phone: string): SmsResult {
  const status = SendStatusSet?.find(({ PhoneNumber }) => PhoneNumber === phone)
  if (!status || typeof status.Code !== 'string') {
    throw new ConnectorFailure({ kind: 'GARBAGE', port: 'sms', code: 'UNREADABLE', message: 'sms SendSms: answer cannot be read' })
  }
  return { accepted: status.Code === 'Ok', code: status.Code, message: status.Message, serialNo: status.SerialNo || null }
}
