import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Keys, PersonalKeys } from './keys.ts'

/** What of the keys personal data needs; `otherPersonalKeys` come in during a rotation. */
export type PersonalKeyRing = Pick<Keys, 'dataKey' | 'blindIndexKey' | 'personalKeyId' | 'otherPersonalKeys'>

const FIRST_KEY = 'v1'

export const activeKeyId = ({ personalKeyId }: PersonalKeyRing): string => personalKeyId ?? FIRST_KEY

const activePair = ({ dataKey, blindIndexKey }: PersonalKeyRing): PersonalKeys => ({ dataKey, blindIndexKey })

/** Encrypts a phone or an id-card number for rest: `<key id>.<nonce>.<cipher text and tag>`, AES-256-GCM, base64url. */
export function encryptPersonal(keys: PersonalKeyRing, plain: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(keys.dataKey, 'base64url'), nonce)
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [activeKeyId(keys), nonce.toString('base64url'), sealed.toString('base64url')].join('.')
}

/** Opens what `encryptPersonal` sealed, with whichever key it names; throws where that is not known or a byte was changed. */
export function decryptPersonal(keys: PersonalKeyRing, sealed: string): string {
  const [id, nonce, body] = sealed.split('.')
  const pair = id === activeKeyId(keys) ? activePair(keys) : keys.otherPersonalKeys?.[id ?? '']
  if (!pair || !nonce || !body) throw new Error('Encrypted by a key that is not known here')
  const bytes = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(pair.dataKey, 'base64url'), Buffer.from(nonce, 'base64url'))
  decipher.setAuthTag(bytes.subarray(-16))
  return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')
}

/** A keyed fingerprint: equal values meet, nothing can be read from it. Those of the first key bear no name. */
function indexBy(id: string, { blindIndexKey }: PersonalKeys, plain: string): string {
  const print = createHmac('sha256', Buffer.from(blindIndexKey, 'base64url')).update(plain).digest('base64url')
  return id === FIRST_KEY ? print : `${id}.${print}`
}

/** What a row is written with. */
export const blindIndex = (keys: PersonalKeyRing, plain: string): string => indexBy(activeKeyId(keys), activePair(keys), plain)

/**
 * What rows may be found by: the active key's print first, then those of other keys, in whose rows the value may still, or already, stand.
 */
export function blindIndexes(keys: PersonalKeyRing, plain: string): string[] {
  return [blindIndex(keys, plain), ...Object.entries(keys.otherPersonalKeys ?? {}).map(([id, pair]) => indexBy(id, pair, plain))]
}

/** The same for all who know the same keys, whichever is active: what a lock is named after. */
export const lockingIndex = (keys: PersonalKeyRing, plain: string): string => blindIndexes(keys, plain).sort()[0]!

export const isSealedBy = (id: string, sealed: string): boolean => sealed.startsWith(`${id}.`)
export const isIndexedBy = (id: string, index: string): boolean => (id === FIRST_KEY ? !index.includes('.') : index.startsWith(`${id}.`))

export const maskPhone = (phone: string) => phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2')
export const maskIdCard = (idCard: string) => idCard.replace(/^(.{3}).+(.{2})$/, '$1*************$2')
