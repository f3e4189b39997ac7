import { createCipheriv, createDecipheriv } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'

/** The identity that SM3withSM2 mixes into the digest where nobody has agreed on another (GM/T 0009). */
const USER_ID = '1234567812345678'
const NOT_SIGNED = new Set(['signData', 'encData', 'extra'])

/** How a province's platform departs from the published rule; pinned with a captured vector at go-live. */
export interface SigningProfile {
  /** What stands before the secret at the end of the text: the national kit writes `&key=`. */
  secretJoint: string
}

/** Everything but the signature itself and what is encrypted, sorted, `k=v&…`, with the secret at the end. Empty values do not count. */
export function signingText(message: Readonly<Record<string, unknown>>, appSecret: string, { secretJoint }: SigningProfile): string {
  const parts = Object.keys(message).filter((key) => !NOT_SIGNED.has(key) && message[key] !== undefined && message[key] !== null && message[key] !== '').sort()
    .map((key) => `${key}=${typeof message[key] === 'object' ? JSON.stringify(message[key]) : String(message[key])}`)
  return `${parts.join('&')}${secretJoint}${appSecret}`
}

/** r‖s in base64. */
export const signSm2 = (text: string, privateKey: string, publicKey: string): string =>
  Buffer.from(sm2.doSignature(text, privateKey, { hash: true, der: false, publicKey, userId: USER_ID }), 'hex').toString('base64')

export function verifySm2(text: string, signature: string, publicKey: string): boolean {
  const raw = Buffer.from(signature, 'base64')
  if (raw.length !== 64) return false
  try {
    return sm2.doVerifySignature(text, raw.toString('hex'), publicKey, { hash: true, der: false, userId: USER_ID })
  } catch {
    return false
  }
}

/** The first sixteen characters of the secret under the application's id, in hex. */
export function sm4KeyOf(appId: string, appSecret: string): Buffer {
  const cipher = createCipheriv('sm4-ecb', Buffer.from(appId.slice(0, 16).padEnd(16, '0')), null)
  return Buffer.from(Buffer.concat([cipher.update(appSecret, 'utf8'), cipher.final()]).toString('hex').toUpperCase().slice(0, 16))
}

export function encryptSm4(text: string, key: Buffer): string {
  const cipher = createCipheriv('sm4-ecb', key, null)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('hex').toUpperCase()
}

/** Throws where it was not encrypted with this key. */
export function decryptSm4(hex: string, key: Buffer): string {
  const decipher = createDecipheriv('sm4-ecb', key, null)
  return Buffer.concat([decipher.update(hex, 'hex'), decipher.final()]).toString('utf8')
}
