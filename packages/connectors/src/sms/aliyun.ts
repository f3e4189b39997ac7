import { randomUUID } from 'node:crypto'
import type { Dispatcher } from 'undici'
import { ConnectorFailure } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import { acs3Headers, canonicalQuery, type Acs3Secret } from './acs3.ts'
import { smsTemplateParams, type SmsMessage, type SmsPort, type SmsReceipt, type SmsResult } from './port.ts'
import { mainlandDigits, rowsOf, sameSecret, templateCode } from './receipts.ts'

export interface AliyunSmsConfiguration extends Acs3Secret {
  baseUrl?: string
  signName: string
  /** The house's name of a template → the provider's code. */
  templates: Record<string, string>
  /** Stands in the address that the provider posts receipts to. */
  callbackSecret: string
}

export interface AliyunSmsOptions {
  baseUrl: string
  keys: AliyunSmsConfiguration
  /** Real time in milliseconds. */
  clock?: () => number
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
}

/** Alibaba Cloud SMS (dysmsapi 2017-05-25). */
export function createAliyunSms({ baseUrl, keys, clock = Date.now, agent, limits }: AliyunSmsOptions): SmsPort & { disconnect(): Promise<void> } {
  const outbound = createOutbound('sms', { timeoutMs: 5_000, ...limits }, agent)
  const url = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)

  async function sendSms(message: SmsMessage): Promise<SmsResult> {
    const names = message.names ?? smsTemplateParams[message.templateId] ?? []
    const query = {
      PhoneNumbers: mainlandDigits(message.phone, 'SendSms'),
      SignName: keys.signName,
      TemplateCode: templateCode(keys.templates, message),
      TemplateParam: JSON.stringify(Object.fromEntries(message.params.map((value, at) => [names[at] ?? String(at + 1), value]))),
    }
    const date = new Date(clock()).toISOString().replace(/\.\d+Z$/, 'Z')
    const headers = acs3Headers({ method: 'POST', host: url.host, path: url.pathname, query, action: 'SendSms', version: '2017-05-25', payload: '', date, nonce: randomUUID() }, keys)
    const answer = await outbound.send({ call: 'SendSms', method: 'POST', url: `${url.href}?${canonicalQuery(query)}`, headers })
    return readAnswer(answer.body)
  }

  return {
    sendSms, readReceipts, ownsAddress: (secret) => Boolean(keys.callbackSecret) && sameSecret(secret, keys.callbackSecret),
    receiptAnswer: (taken) => (taken ? { code: 0, msg: '接收成功' } : { code: 1, msg: '请稍后重新推送' }),
    disconnect: () => outbound.close(),
  }
}

/** Of this number alone; whatever else is refused concerns us, our template or our key. */
const NUMBER_CODES = new Set(['isv.MOBILE_NUMBER_ILLEGAL', 'isv.BLACK_KEY_CONTROL_LIMIT', 'isv.BUSINESS_LIMIT_CONTROL', 'isv.MOBILE_COUNT_OVER_LIMIT', 'isv.BLACK_PHONE'])

function readAnswer(body: Buffer): SmsResult {
  const answer = parse(body)
  if (!answer || typeof answer.Code !== 'string') throw new ConnectorFailure({ kind: 'GARBAGE', port: 'sms', code: 'UNREADABLE', message: 'sms SendSms: answer cannot be read' })
  const { Code: code, Message: message = '', BizId } = answer
  if (code === 'OK') return { accepted: true, code: 'Ok', message, serialNo: BizId ?? null }
  if (NUMBER_CODES.has(code)) return { accepted: false, code, message, serialNo: null, later: code === 'isv.BUSINESS_LIMIT_CONTROL' }
  throw new ConnectorFailure({ kind: code.startsWith('Throttling') ? 'UNAVAILABLE' : code.startsWith('ServiceUnavailable') ? 'TIMEOUT' : 'REFUSED', port: 'sms', code, message: `sms SendSms: ${code}` })
}

function parse(body: Buffer): { Code?: unknown; Message?: string; BizId?: string } | null {
  try {
    return JSON.parse(body.toString('utf8')) as { Code?: unknown }
  } catch {
    return null
  }
}

/** SmsReport (HTTP 批量推送): an array of results, each by the BizId of its sending. */
function readReceipts(body: Buffer): SmsReceipt[] | null {
  const rows = rowsOf(body)
  if (!rows?.every(({ biz_id: serial, phone_number: phone, success }) => typeof serial === 'string' && serial !== '' && typeof phone === 'string' && typeof success === 'boolean')) return null
  return rows.map(({ biz_id: serial, phone_number: phone, success, err_code: code }) => ({ serialNo: serial as string, phone: phone as string, delivered: success as boolean, code: typeof code === 'string' ? code.slice(0, 60) : 'UNKNOWN' }))
}
