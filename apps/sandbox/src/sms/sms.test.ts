import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConnectorsConfiguration } from '@hospital/connectors/configuration'
import { createSms, type SmsConfiguration } from '@hospital/connectors/sms/adapter'
import { createAliyunSms, type AliyunSmsConfiguration } from '@hospital/connectors/sms/aliyun'
import { NOTICES } from '@hospital/events/notices'
import { variablesIn } from '@hospital/events/notice-text'
import { openScene, type Scene } from '../../test/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.remove())

async function sendWith(change: Partial<SmsConfiguration>, clock?: () => number) {
  const { sms } = JSON.parse(readFileSync(join(scene.directory, 'merchant.json'), 'utf8')) as ConnectorsConfiguration
  const adapter = createSms({ baseUrl: `${scene.url}/sms`, keys: { ...sms, ...change }, clock })
  try {
    return await adapter.sendSms({ phone: '13800000001', templateId: 'SIGN_IN_CODE', params: ['123456', '5'] })
  } finally {
    await adapter.disconnect()
  }
}

it('a message reaches the outbox, read by its number', async () => {
  const sent = await scene.sms.sendSms({ phone: '13812345678', templateId: 'SIGN_IN_CODE', params: ['246810', '5'] })
  expect(sent).toMatchObject({ accepted: true, code: 'Ok', serialNo: expect.any(String) })
  const [message] = await scene.look('sms?phone=13812345678')
  expect(message).toMatchObject({ phone: '+8613812345678', params: ['246810', '5'], text: '【云溪市第一人民医院】您的登录验证码是 246810，5 分钟内有效。请勿告诉他人。' })
})

it('[A2-11] the texts that the catalogue of notices comes with are approved at both providers', async () => {
  for (const [templateId, { words }] of Object.entries(NOTICES)) {
    if (!('ACCOUNT' in words) || !('sms' in words.ACCOUNT)) continue
    const names = variablesIn(words.ACCOUNT.sms)
    const message = { phone: '13812345679', templateId, params: names.map((name) => `〈${name}〉`), names }
    expect(await scene.sms.sendSms(message)).toMatchObject({ accepted: true })
    expect(await scene.aliyunSms!.sendSms(message)).toMatchObject({ accepted: true })
  }
})

it('parameters that do not match the template are refused', async () => {
  const [templateId, params] = ['SIGN_IN_CODE', ['1', '5']]
  await expect(scene.sms.sendSms({ phone: '13812345679', templateId, params: [...params, 'more'] })).rejects.toMatchObject({ kind: 'REFUSED' })
})

it('a number that the carrier refuses is an answer, not an exception', async () => {
  await scene.control('sms/numbers', { phone: '13800009999', code: 'FailedOperation.PhoneNumberInBlacklist' })
  const message = { phone: '13800009999', templateId: 'SIGN_IN_CODE', params: ['1', '5'] }
  expect(await scene.sms.sendSms(message)).toMatchObject({ accepted: false, code: 'FailedOperation.PhoneNumberInBlacklist', serialNo: null })
})

it('what is no mobile number never leaves the house', async () => {
  await expect(scene.sms.sendSms({ phone: '12345', templateId: 'SIGN_IN_CODE', params: ['1', '5'] })).rejects.toMatchObject({ kind: 'REFUSED', code: 'PHONE_INVALID' })
})

it('wrong secrets, an old signature, a foreign app or sign name are refused', async () => {
  await expect(sendWith({ secretKey: 'wrong' })).rejects.toMatchObject({ kind: 'REFUSED', code: 'AuthFailure.SignatureFailure' })
  await expect(sendWith({ secretId: 'AKIDwrong' })).rejects.toMatchObject({ code: 'AuthFailure.SecretIdNotFound' })
  await expect(sendWith({}, () => Date.now() - 600_000)).rejects.toMatchObject({ code: 'AuthFailure.SignatureExpire' })
  await expect(sendWith({ sdkAppId: '1' })).rejects.toMatchObject({ kind: 'REFUSED' })
  await expect(sendWith({ signName: '别家医院' })).rejects.toMatchObject({ code: 'FailedOperation.SignatureIncorrectOrUnapproved' })
  expect(await sendWith({})).toMatchObject({ accepted: true })
})

async function aliyunWith(change: Partial<AliyunSmsConfiguration>, clock?: () => number) {
  const { aliyunSms } = JSON.parse(readFileSync(join(scene.directory, 'merchant.json'), 'utf8')) as ConnectorsConfiguration
  const adapter = createAliyunSms({ baseUrl: `${scene.url}/aliyun-sms`, keys: { ...aliyunSms!, ...change }, clock })
  try {
    return await adapter.sendSms({ phone: '13800000002', templateId: 'SIGN_IN_CODE', params: ['123456', '5'] })
  } finally {
    await adapter.disconnect()
  }
}

it('[A2-11] the second provider checks key, signature, time, sign name and template', async () => {
  expect(await aliyunWith({})).toMatchObject({ accepted: true, serialNo: expect.any(String) })
  expect((await scene.look('sms?phone=13800000002'))[0]).toMatchObject({ provider: 'aliyun', text: '【云溪市第一人民医院】您的登录验证码是 123456，5 分钟内有效。请勿告诉他人。' })
  await expect(aliyunWith({ accessKeySecret: 'wrong' })).rejects.toMatchObject({ kind: 'REFUSED', code: 'SignatureDoesNotMatch' })
  await expect(aliyunWith({ accessKeyId: 'LTAIwrong' })).rejects.toMatchObject({ code: 'InvalidAccessKeyId.NotFound' })
  await expect(aliyunWith({}, () => Date.now() - 3_600_000)).rejects.toMatchObject({ code: 'InvalidTimeStamp.Expired' })
  await expect(aliyunWith({ signName: '别家医院' })).rejects.toMatchObject({ code: 'isv.SMS_SIGNATURE_ILLEGAL' })
  await expect(aliyunWith({ templates: { SIGN_IN_CODE: 'SMS_1' } })).rejects.toMatchObject({ code: 'isv.SMS_TEMPLATE_ILLEGAL' })
  await scene.control('sms/numbers', { phone: '13800000002', code: 'isv.BUSINESS_LIMIT_CONTROL' })
  expect(await aliyunWith({})).toMatchObject({ accepted: false, later: true })
})

it('[A2-11] a template that loses its approval is refused until it has it again', async () => {
  const { sms } = JSON.parse(readFileSync(join(scene.directory, 'merchant.json'), 'utf8')) as ConnectorsConfiguration
  await scene.control('sms/templates', { template: sms.templates.SIGN_IN_CODE, approved: false })
  await expect(sendWith({})).rejects.toMatchObject({ code: 'FailedOperation.TemplateIncorrectOrUnapproved' })
  await scene.control('sms/templates', { template: sms.templates.SIGN_IN_CODE, approved: true })
  expect(await sendWith({})).toMatchObject({ accepted: true })
})
