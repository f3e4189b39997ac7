import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { AliyunSmsConfiguration } from '@hospital/connectors/sms/aliyun'
import { aliyunRefusal } from './aliyun-verify.ts'
import type { Outbox } from './outbox.ts'
import { approved, fill } from './templates.ts'

export interface AliyunRoutesOptions {
  account: AliyunSmsConfiguration
  outbox: Outbox
}

const messages: Record<string, string> = {
  'isv.SMS_SIGNATURE_ILLEGAL': '该账号下找不到对应签名', 'isv.SMS_TEMPLATE_ILLEGAL': '模板不合法（不存在或未审核通过）', 'isv.TEMPLATE_MISSING_PARAMETERS': '模板缺少变量',
  'isv.MOBILE_NUMBER_ILLEGAL': '非法手机号', 'isv.BUSINESS_LIMIT_CONTROL': '触发小时级流控', 'isv.BLACK_KEY_CONTROL_LIMIT': '黑名单管控',
}

/** Alibaba Cloud SMS 2017-05-25, action SendSms: whom it does not know is refused by status, what it does not send by a code with status 200. */
export async function aliyunSmsRoutes(app: FastifyInstance, { account, outbox }: AliyunRoutesOptions) {
  const nonces = new Map<string, number>()

  app.post('/', (request, reply) => {
    const RequestId = randomUUID().toUpperCase()
    const [path, query = ''] = request.raw.url!.split('?') as [string, string?]
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const refusal = aliyunRefusal({ method: 'POST', path, query, headers: request.headers, body }, account, Date.now(), nonces)
    if (refusal) return reply.code(refusal.startsWith('InvalidAccessKeyId') ? 404 : 400).send({ Code: refusal, Message: 'Specified signature is not matched with our calculation.', RequestId })
    if (request.headers['x-acs-action'] !== 'SendSms' || request.headers['x-acs-version'] !== '2017-05-25') return reply.code(404).send({ Code: 'InvalidAction.NotFound', Message: 'Specified api is not found.', RequestId })
    const { code, bizId } = send(new URLSearchParams(query))
    return { Code: code, Message: code === 'OK' ? 'OK' : (messages[code] ?? '发送失败'), RequestId, ...(bizId && { BizId: bizId }) }
  })

  function send(asked: URLSearchParams): { code: string; bizId?: string } {
    const [phone, template] = [asked.get('PhoneNumbers') ?? '', asked.get('TemplateCode') ?? '']
    if (asked.get('SignName') !== account.signName) return { code: 'isv.SMS_SIGNATURE_ILLEGAL' }
    const known = template.startsWith('SMS_') && outbox.isApproved(template) ? approved.get(template) : undefined
    if (!known) return { code: 'isv.SMS_TEMPLATE_ILLEGAL' }
    if (!/^1\d{10}$/.test(phone)) return { code: 'isv.MOBILE_NUMBER_ILLEGAL' }
    const values = paramsOf(asked.get('TemplateParam'))
    if (!values) return { code: 'isv.INVALID_JSON_PARAM' }
    if (known.names.some((name) => typeof values[name] !== 'string')) return { code: 'isv.TEMPLATE_MISSING_PARAMETERS' }
    const params = known.names.map((name) => values[name]!)
    const { serialNo, code } = outbox.keep({ provider: 'aliyun', phone: `+86${phone}`, template, params, text: `【${account.signName}】${fill(known, params)}` })
    return code === 'Ok' ? { code: 'OK', bizId: serialNo } : { code }
  }
}

function paramsOf(json: string | null): Record<string, string> | null {
  try {
    const values: unknown = JSON.parse(json ?? '{}')
    return values !== null && typeof values === 'object' && !Array.isArray(values) ? (values as Record<string, string>) : null
  } catch {
    return null
  }
}
