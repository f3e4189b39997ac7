import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** Names which key encrypted a value, so that a later key can take over while old values stay readable. */
const KEY_VERSION = 'v1'

/** Encrypts a phone or an id-card number for rest: `v1.<nonce>.<cipher text and tag>`, AES-256-GCM, base64url. */
export function encryptPersonal(dataKey: string, plain: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(dataKey, 'base64url'), nonce)
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [KEY_VERSION, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
}

/** Opens what `encryptPersonal` sealed; throws where the key is wrong or a byte was changed. */
export function decryptPersonal(dataKey: string, sealed: string): string {
  const [version, nonce, body] = sealed.split('.')
  if (version !== KEY_VERSION || !nonce || !body) throw new Error('Unknown form of encrypted value')
  const bytes = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(dataKey, 'base64url'), Buffer.from(nonce, 'base64url'))
  decipher.setAuthTag(bytes.subarray(-16))
  return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')
}

/** A keyed fingerprint: equal values meet, nothing can be read from it. */
export function blindIndex(blindIndexKey: string, plain: string): string {
  return createHmac('sha256', Buffer.from(blindIndexKey, 'base64url')).update(plain).digest('base64url')
}

export const maskPhone = (phone: string) => phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2')
export const maskIdCard = (idCard: string) => idCard.replace(/^(.{3}).+(.{2})$/, '$1*************$2')
