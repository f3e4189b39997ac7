import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { publicKeyOf } from '../payments/keys.ts'
import { fenOf, yuanOf } from '../payments/yuan.ts'
import { readNotification } from './callback.ts'
import { rawValueOf, signedText, signRequest, signText, verifyNotification, verifyText } from './signature.ts'

/** As Alipay's own client for Node publishes it among its tests (MIT). */
const PUBLISHED_KEY = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqObrdC7hrgAVM98tK0nv3hSQRGGKT4lBsQjHiGjeYZjOPIPHR5knm2jnnz/YGIXIofVHkA/tAlBAd5DrY7YpvI4tP5EONLtZKC2ghBMx7McI2wRD0xiqzxOQr1FuhZGJ8/AUokBzJrzY+aGX2xcOrxFYRlFilvVLTXg4LWjR1tdPkO6+i7wQZAIVMClPkwVRZEbaERRHlKqTzv2gGv5rDU8gRoe1LeaN+6BlbTqHWkQcNCUNrA8C6l17XAXGKDsm/9TFWwO8EPHHHCaQdjtV5/FdcWIt+L8SR1ss7EXTjYDFtxcKVv9rEoY1lX8T4mX+GbXfZHraG5NCF1+XioL5JwIDAQAB'
const PUBLISHED = {
  gmt_create: '2019-08-15 15:56:22', charset: 'utf-8', seller_email: 'z97-yuquerevenue@service.aliyun.com', subject: '语雀空间 500人规模',
  sign: 'QfTb8tqE1BMhS5qAnXtvsF3/jBkEvu9q9en0pdbBUDDjvKycZhQb7h8GDs4FKfi049PynaNuatxSgLb/nLWZpXyyh0LEWdK2S6Ri7nPwrVgOs08zugLO20vOQz44y3ti2Ncm8/wZts1Fr2gZ7pShnVX3d1B50hbsXnObT1r/U8ONNQjWXd0HIul4TG+Q3fm3svmSvFEy0WnzuhcyHPX5Gm4ELNctL6Qd5YniGJFNcc7kopHYtI/XD9YCKCH6Ct02rzUs9i11C9CsadtZn+WhxF26Dqt9sGEFajkJ8cxUTLi8+VCpLHsgPE8P0y095uQcDdK0YjCh4x7wVSov+lrmOQ==',
  buyer_id: '2088102534368455', invoice_amount: '0.10', notify_id: '2019081500222155624068450559358070', fund_bill_list: '[{"amount":"0.10","fundChannel":"ALIPAYACCOUNT"}]', notify_type: 'trade_status_sync',
  trade_status: 'TRADE_SUCCESS', receipt_amount: '0.10', buyer_pay_amount: '0.10', sign_type: 'RSA2', app_id: '2019073166072302', seller_id: '2088531891668739', gmt_payment: '2019-08-15 15:56:24',
  notify_time: '2019-08-15 15:56:25', version: '1.0', out_trade_no: '20190815155618536-564-57', total_amount: '0.10', trade_no: '2019081522001468450512505578', auth_app_id: '2019073166072302', buyer_logon_id: 'xud***@126.com', point_amount: '0.00',
}
const alipayKey = publicKeyOf(PUBLISHED_KEY)
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const formOf = (fields: Record<string, string>) => Buffer.from(new URLSearchParams(fields).toString())

describe('[A3-01] Alipay\'s signatures', () => {
  it('a published notification holds, and one changed value does not', () => {
    expect(verifyNotification(PUBLISHED, alipayKey)).toBe(true)
    expect(verifyNotification({ ...PUBLISHED, total_amount: '0.11' }, alipayKey)).toBe(false)
    const { sign: _none, ...unsigned } = PUBLISHED
    expect(verifyNotification(unsigned as typeof PUBLISHED, alipayKey)).toBe(false)
  })

  it('a request is signed over every parameter but its signature, by name, without empty ones', () => {
    const asked = signRequest({ method: 'alipay.trade.query', app_id: '2021', sign_type: 'RSA2', empty: '', biz_content: '{"a":"挂号费 &="}' }, privateKey)
    const text = 'app_id=2021&biz_content={"a":"挂号费 &="}&method=alipay.trade.query&sign_type=RSA2'
    expect(signedText(asked, ['sign'])).toBe(text)
    expect(verifyText(text, asked.sign!, publicKey)).toBe(true)
  })

  it('an answer\'s value is taken as its bytes came, whatever stands in its texts', () => {
    const value = '{"code":"10000","subject":"a \\"quoted\\" } brace","url":"http:\\/\\/x"}'
    expect(rawValueOf(`{"alipay_trade_query_response":${value},"sign":"x"}`, 'alipay_trade_query_response')).toBe(value)
    expect(rawValueOf('{"other_response":{}}', 'alipay_trade_query_response')).toBeNull()
    expect(rawValueOf(`{"alipay_trade_query_response":{"cut":"off`, 'alipay_trade_query_response')).toBeNull()
  })
})

describe('[A3-01] Alipay\'s notifications', () => {
  const keys = { appId: PUBLISHED.app_id, sellerId: PUBLISHED.seller_id, privateKey, alipayKey }

  it('are for our own application and merchant', () => {
    expect(readNotification(formOf(PUBLISHED), keys)).toEqual({ verified: true, notificationId: PUBLISHED.notify_id, kind: 'TRANSACTION', transaction: { outTradeNo: PUBLISHED.out_trade_no, amountFen: 10 } })
    expect(readNotification(formOf(PUBLISHED), { ...keys, appId: '1' })).toEqual({ verified: false, reason: 'MERCHANT_FOREIGN' })
    expect(readNotification(formOf(PUBLISHED), { ...keys, sellerId: '1' })).toEqual({ verified: false, reason: 'MERCHANT_FOREIGN' })
  })

  it('are refused unsigned, with a bare per cent, and as nonsense', () => {
    for (const body of ['', 'sign=%', 'a=100%&sign=x', '{"json":true}']) expect(readNotification(Buffer.from(body), keys)).toEqual({ verified: false, reason: 'SIGNATURE_INVALID' })
  })

  it('without a trade or an amount are refused though they are signed', () => {
    const signed = (fields: Record<string, string>) => formOf({ ...fields, sign: signText(signedText(fields, []), privateKey) })
    const own = { ...keys, alipayKey: publicKey }
    const facts = { notify_id: 'n', app_id: keys.appId, seller_id: keys.sellerId, out_trade_no: 'ZF1', trade_status: 'TRADE_SUCCESS', total_amount: '1.00' }
    expect(readNotification(signed(facts), own)).toMatchObject({ verified: true })
    expect(readNotification(signed({ ...facts, total_amount: '1e2' }), own)).toEqual({ verified: false, reason: 'BODY_INVALID' })
    expect(readNotification(signed({ ...facts, out_trade_no: '' }), own)).toEqual({ verified: false, reason: 'BODY_INVALID' })
  })
})

it('[A3-01] yuan are converted to the fen, without a float', () => {
  expect(['0.01', '0.1', '12', '1234567.89'].map(fenOf)).toEqual([1, 10, 1_200, 123_456_789])
  expect([1, 10, 1_200, 123_456_789].map(yuanOf)).toEqual(['0.01', '0.10', '12.00', '1234567.89'])
  for (const none of ['', '1.001', '-1', '1,00', ' 1', 1, null]) expect(() => fenOf(none)).toThrow()
})
