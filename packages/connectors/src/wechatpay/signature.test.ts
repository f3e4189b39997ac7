import { existsSync, readFileSync } from 'node:fs'
import { createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import vectors from '../../test/wechatpay-vectors.json' with { type: 'json' }
import { decryptResource, openSealed } from './resource.ts'
import { answerMessage, authorization, jsapiMessage, requestMessage, signMessage, verifyMessage } from './signature.ts'

describe('WeChat Pay signatures', () => {
  it('signs a request as OpenSSL does', () => {
    const message = requestMessage('POST', '/v3/pay/transactions/jsapi?x=%E4%B8%AD', '1700000000', 'ABCDEF0123456789', '{"description":"挂号费"}')
    expect(message).toBe(vectors.request.message)
    expect(signMessage(message, vectors.privateKey)).toBe(vectors.request.signature)
  })

  it('puts all five fields into the authorization', () => {
    const header = authorization(
      { mchId: '1900000109', serialNo: 'AB12', privateKey: vectors.privateKey },
      { method: 'POST', pathAndQuery: '/v3/pay/transactions/jsapi?x=%E4%B8%AD', body: '{"description":"挂号费"}', timestamp: '1700000000', nonce: 'ABCDEF0123456789' },
    )
    expect(header).toBe(
      `WECHATPAY2-SHA256-RSA2048 mchid="1900000109",nonce_str="ABCDEF0123456789",signature="${vectors.request.signature}",timestamp="1700000000",serial_no="AB12"`,
    )
  })

  it('signs the parameters of WeixinJSBridge as OpenSSL does', () => {
    const message = jsapiMessage('wx0123456789abcdef', '1700000000', 'ABCDEF0123456789', 'prepay_id=wx20231115')
    expect(message).toBe(vectors.jsapi.message)
    expect(signMessage(message, vectors.privateKey)).toBe(vectors.jsapi.signature)
  })

  it('verifies an answer over its raw bytes and refuses one changed byte', () => {
    const { timestamp, nonce, body, signature } = vectors.answer
    expect(verifyMessage(answerMessage(timestamp, nonce, Buffer.from(body)), signature, vectors.publicKey)).toBe(true)
    expect(verifyMessage(answerMessage(timestamp, nonce, Buffer.from(`${body} `)), signature, vectors.publicKey)).toBe(false)
    expect(verifyMessage(answerMessage('1700000001', nonce, Buffer.from(body)), signature, vectors.publicKey)).toBe(false)
  })
})

describe('WeChat Pay resources', () => {
  const { key, resource, text } = vectors.sealed

  it('opens what another implementation sealed', () => {
    expect(decryptResource(resource, key)).toBe(text)
  })

  it.each([
    ['a changed associated_data', { ...resource, associated_data: 'refund' }, key],
    ['a changed nonce', { ...resource, nonce: 'nonce1234568' }, key],
    ['a changed ciphertext', { ...resource, ciphertext: `A${resource.ciphertext.slice(1)}` }, key],
    ['another key', resource, 'f'.repeat(32)],
    ['a key that is not 32 bytes', resource, 'short'],
    ['another algorithm', { ...resource, algorithm: 'AEAD_SM4_GCM' }, key],
    ['a text shorter than its tag', { ...resource, ciphertext: 'AAAA' }, key],
  ])('refuses %s', (_what, sealed, under) => {
    expect(() => decryptResource(sealed, under)).toThrow()
  })
})

const published = new URL('../../../../../shared/data/wechatpay/', import.meta.url)

describe.runIf(existsSync(new URL('vectors.json', published)))('the published vectors of wechatpay-go', () => {
  it('verify and decrypt', () => {
    const { notify } = JSON.parse(readFileSync(new URL('vectors.json', published), 'utf8'))
    const certificate = readFileSync(new URL(notify.platformCertFile, published), 'utf8')
    const { 'Wechatpay-Timestamp': timestamp, 'Wechatpay-Nonce': nonce, 'Wechatpay-Signature': signature } = notify.headers
    const body = Buffer.from(notify.body)
    expect(verifyMessage(answerMessage(timestamp, nonce, body), signature, createPublicKey(certificate))).toBe(true)
    // This vector's key has 16 bytes; ours must have 32.
    expect(openSealed('aes-128-gcm', JSON.parse(notify.body).resource, Buffer.from(notify.apiV3Key))).toBe(notify.expectedPlaintext)
  })
})
