import type { Dispatcher } from 'undici'
import { ConnectorFailure, type FailureKind } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import type { SmsMessage, SmsPort, SmsReceipt, SmsResult } from './port.ts'
import { mainlandDigits, rowsOf, sameSecret, templateCode } from './receipts.ts'
import { tc3Authorization, type Tc3Request } from './tc3.ts'

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

const contentType = 'application/json; charset=utf-8'

/** Tencent Cloud SMS. */
export function createSms({ baseUrl, keys, clock = Date.now, agent, limits }: SmsAdapterOptions): SmsPort & { disconnect(): Promise<void> } {
  const outbound = createOutbound('sms', { timeoutMs: 5_000, ...limits }, agent)
  const url = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)

  async function sendSms(message: SmsMessage): Promise<SmsResult> {
    const phone = `+86${mainlandDigits(message.phone, 'SendSms')}`
    const payload = JSON.stringify({
      PhoneNumberSet: [phone],
      SmsSdkAppId: keys.sdkAppId,
      SignName: keys.signName,
      TemplateId: templateCode(keys.templates, message),
      TemplateParamSet: message.params,
    })
    const timestamp = Math.floor(clock() / 1000)
    const headers = { 'x-tc-action': 'SendSms' }
    const request: Tc3Request = { service: 'sms', host: url.host, method: 'POST', path: url.pathname, query: '', headers, contentType, payload, timestamp }
    const answer = await outbound.send({
      call: 'SendSms',
      method: 'POST',
      url: url.href,
      headers: {
        ...headers,
        authorization: tc3Authorization(request, keys),
        'content-type': contentType,
        'x-tc-timestamp': String(timestamp),
        'x-tc-version': '2021-01-11',
        'x-tc-region': keys.region,
      },
      body: payload,
    })
    return readAnswer(answer.body, phone)
  }

  return {
    sendSms, readReceipts, ownsAddress: (secret) => Boolean(keys.callbackSecret) && sameSecret(secret, keys.callbackSecret),
    receiptAnswer: (taken) => (taken ? { result: 0, errmsg: 'OK' } : { result: 1, errmsg: 'try again' }),
    disconnect: () => outbound.close(),
  }
}

interface WireAnswer {
  Response?: {
    Error?: { Code: string; Message: string }
    SendStatusSet?: { PhoneNumber: string; SerialNo: string; Code: string; Message: string }[]
  }
}

/** Errors arrive with HTTP 200; a number's own refusal stands in its status. */
function readAnswer(body: Buffer, phone: string): SmsResult {
  const response = parse(body)?.Response
  if (response?.Error) throw failureOf(response.Error.Code)
  const status = response?.SendStatusSet?.find(({ PhoneNumber }) => PhoneNumber === phone)
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

function failureOf(code: string): ConnectorFailure {
  const kind: FailureKind = code.startsWith('RequestLimitExceeded') ? 'UNAVAILABLE' : code.startsWith('InternalError') ? 'TIMEOUT' : 'REFUSED'
  return new ConnectorFailure({ kind, port: 'sms', code, message: `sms SendSms: ${code}` })
}

function parse(body: Buffer): WireAnswer | null {
  try {
    return JSON.parse(body.toString('utf8')) as WireAnswer
  } catch {
    return null
  }
}
