import { createCipheriv, createPublicKey, createSign, createVerify, randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Keys } from '../keys.ts'
import { PayError } from './errors.ts'

export interface SignedRequest {
  method: string
  /** Path and query as they came over the wire. */
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

const realSeconds = () => Math.floor(Date.now() / 1000)
const toleranceSeconds = 300

/** WeChat Pay's side of the signature: checks the merchant's requests, signs its own answers and callbacks. */
export function createSigning({ merchant, platform }: Keys) {
  const merchantKey = createPublicKey(platform.merchantPublicKey)
  const { mchId, merchantSerialNo, apiV3Key } = merchant.wechatpay
  const seen = new Map<string, number>()

  function refuseReplay(nonce: string) {
    const now = realSeconds()
    if (seen.has(nonce)) throw signError('nonce_str was used before')
    seen.set(nonce, now)
    if (seen.size > 10_000) for (const [old, at] of seen) if (now - at > 2 * toleranceSeconds) seen.delete(old)
  }

  function verify({ method, url, headers, body }: SignedRequest) {
    const [scheme, fields] = splitAuthorization(headers.authorization)
    if (scheme !== 'WECHATPAY2-SHA256-RSA2048') throw signError('Authorization scheme is unknown')
    const { mchid, nonce_str, signature, timestamp, serial_no } = fields
    if (!mchid || !nonce_str || !signature || !timestamp || !serial_no) throw signError('Authorization lacks a field')
    if (mchid !== mchId) throw signError('mchid is unknown')
    if (serial_no !== merchantSerialNo) throw signError('serial_no is not the merchant certificate')
    if (Math.abs(realSeconds() - Number(timestamp)) > toleranceSeconds || !/^\d+$/.test(timestamp)) throw signError('timestamp is out of range')
    const message = Buffer.concat([Buffer.from(`${method}\n${url}\n${timestamp}\n${nonce_str}\n`), body, Buffer.from('\n')])
    if (!createVerify('RSA-SHA256').update(message).verify(merchantKey, signature, 'base64')) throw signError('signature does not match')
    refuseReplay(nonce_str)
  }

  return { verify, sign: (body: string | Buffer, wrong: WrongSignature = {}) => signatureHeaders(body, platform, wrong), seal: (text: string, about: string) => seal(text, about, apiV3Key) }
}

export type Signing = ReturnType<typeof createSigning>

const signError = (message: string) => new PayError(401, 'SIGN_ERROR', message)

function splitAuthorization(header: string | undefined): [scheme: string, fields: Record<string, string | undefined>] {
  const [scheme = '', ...rest] = (header ?? '').split(' ')
  return [scheme, Object.fromEntries([...rest.join(' ').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))]
}

/** How a signature can be made wrong on purpose. */
export interface WrongSignature {
  serial?: string
  ageSeconds?: number
  privateKey?: string
  signature?: string
}

export function signatureHeaders(body: string | Buffer, platform: Keys['platform'], wrong: WrongSignature): Record<string, string> {
  const timestamp = String(realSeconds() - (wrong.ageSeconds ?? 0))
  const nonce = randomBytes(16).toString('hex')
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), Buffer.from(body), Buffer.from('\n')])
  const signature = createSign('RSA-SHA256').update(message).sign(wrong.privateKey ?? platform.privateKey, 'base64')
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': wrong.serial ?? platform.publicKeyId,
    'wechatpay-signature': wrong.signature ?? signature,
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    'request-id': randomBytes(16).toString('hex').toUpperCase(),
  }
}

function seal(text: string, about: string, apiV3Key: string) {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce))
  cipher.setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext: sealed.toString('base64'), nonce, associated_data: about }
}
