import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { SmsConfiguration } from '@hospital/connectors/sms/adapter'
import type { Outbox } from './outbox.ts'
import { approved, fill } from './templates.ts'
import { refusalOf } from '../tencent/verify.ts'

export interface SmsRoutesOptions {
  account: SmsConfiguration
  outbox: Outbox
}

interface SendSmsBody {
  PhoneNumberSet?: string[]
  SmsSdkAppId?: string
  SignName?: string
  TemplateId?: string
  TemplateParamSet?: string[]
  SessionContext?: string
}

class SmsError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Tencent Cloud SMS 2021-01-11, action SendSms. Errors come with HTTP 200. */
export async function smsRoutes(app: FastifyInstance, { account, outbox }: SmsRoutesOptions) {
  app.post('/', (request) => {
    const raw = request.body as Buffer
    const RequestId = randomUUID()
    try {
      const [path, query = ''] = request.raw.url!.split('?')
      const call = { method: 'POST', path: path!, query, headers: request.headers, body: raw }
      const refusal = refusalOf(call, account, Math.floor(Date.now() / 1000))
      if (refusal) throw new SmsError(refusal, 'The provided credentials could not be validated.')
      if (request.headers['x-tc-action'] !== 'SendSms') throw new SmsError('InvalidAction', 'The request action is invalid.')
      if (request.headers['x-tc-version'] !== '2021-01-11') throw new SmsError('NoSuchVersion', 'The API version does not exist.')
      return { Response: { SendStatusSet: send(readBody(raw)), RequestId } }
    } catch (error) {
      if (!(error instanceof SmsError)) throw error
      return { Response: { Error: { Code: error.code, Message: error.message }, RequestId } }
    }
  })

  function send(body: Required<Omit<SendSmsBody, 'SessionContext'>> & SendSmsBody) {
    if (body.SmsSdkAppId !== account.sdkAppId) throw new SmsError('UnauthorizedOperation.SmsSdkAppIdVerifyFail', 'SmsSdkAppId is not yours.')
    if (body.SignName !== account.signName) throw new SmsError('FailedOperation.SignatureIncorrectOrUnapproved', 'The signature is not approved.')
    const known = /^\d+$/.test(body.TemplateId) && outbox.isApproved(body.TemplateId) ? approved.get(body.TemplateId) : undefined
    if (!known) throw new SmsError('FailedOperation.TemplateIncorrectOrUnapproved', 'The template is not approved.')
    const params = body.TemplateParamSet
    if (params.length !== known.names.length) throw new SmsError('FailedOperation.TemplateParamSetNotMatchApprovedTemplate', 'The parameters do not match the template.')
    const text = `【${account.signName}】${fill(known, params)}`
    return body.PhoneNumberSet.map((phone) => {
      const valid = /^\+861\d{10}$/.test(phone)
      const { serialNo, code } = valid ? outbox.keep({ provider: 'tencent', phone, template: body.TemplateId, params, text }) : { serialNo: '', code: 'InvalidParameterValue.IncorrectPhoneNumber' }
      const sent = code === 'Ok'
      const Message = sent ? 'send success' : 'refused for this number'
      return { SerialNo: serialNo, PhoneNumber: phone, Fee: sent ? Math.ceil(text.length / 67) : 0, SessionContext: body.SessionContext ?? '', Code: code, Message, IsoCode: 'CN' }
    })
  }
}

function readBody(raw: Buffer): Required<Omit<SendSmsBody, 'SessionContext'>> & SendSmsBody {
  let body: SendSmsBody
  try {
    body = JSON.parse(raw.toString('utf8')) as SendSmsBody
  } catch {
    throw new SmsError('InvalidParameter', 'The body is not JSON.')
  }
  const { PhoneNumberSet, SmsSdkAppId, SignName, TemplateId, TemplateParamSet = [] } = body
  if (!isTexts(PhoneNumberSet) || PhoneNumberSet.length === 0 || PhoneNumberSet.length > 200) throw new SmsError('InvalidParameterValue.ContentLengthLimit', '1 to 200 numbers.')
  if (typeof SmsSdkAppId !== 'string' || typeof SignName !== 'string' || typeof TemplateId !== 'string') throw new SmsError('MissingParameter', 'A parameter is missing.')
  if (!isTexts(TemplateParamSet)) throw new SmsError('InvalidParameterValue.TemplateParameterFormatError', 'Parameters are texts.')
  return { ...body, PhoneNumberSet, SmsSdkAppId, SignName, TemplateId, TemplateParamSet }
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((text) => typeof text === 'string')
