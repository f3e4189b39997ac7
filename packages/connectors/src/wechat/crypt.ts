import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** PKCS#7 in blocks of 32, as the platform has it, though AES blocks are 16. */
const block = 32

/** sha1 over what was sorted by its bytes. */
export const signatureOf = (...parts: string[]) => createHash('sha1').update([...parts].sort().join('')).digest('hex')

export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** 43 characters of base64 without the last `=`: 32 bytes, of which the first 16 are the vector too. */
export function aesKeyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  if (!/^[A-Za-z0-9+/]{43}$/.test(encodingAesKey) || key.length !== 32) throw new Error('wechat: encodingAesKey must have 43 characters')
  return key
}

/** AES-256-CBC over 16 random bytes, the length of the text, the text, and the account's id. */
export function seal(text: string, key: Buffer, appId: string, random: Buffer = randomBytes(16)): string {
  const content = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const plain = Buffer.concat([random, length, content, Buffer.from(appId)])
  const padding = block - (plain.length % block)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])), cipher.final()]).toString('base64')
}

/** Null for what was not sealed with this key for this account. */
export function open(sealed: string, key: Buffer, appId: string): string | null {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const padded = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()])
    const padding = padded.at(-1) ?? 0
    if (padding < 1 || padding > block || padded.length < 20 + padding) return null
    const plain = padded.subarray(0, padded.length - padding)
    const end = 20 + plain.readUInt32BE(16)
    if (end > plain.length || !sameText(plain.subarray(end).toString('utf8'), appId)) return null
    return plain.subarray(20, end).toString('utf8')
  } catch {
    return null
  }
}
