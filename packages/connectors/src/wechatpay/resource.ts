import { createDecipheriv } from 'node:crypto'

export interface EncryptedResource {
  algorithm: string
  ciphertext: string
  nonce: string
  associated_data?: string
}

const tagBytes = 16

/** AEAD_AES_256_GCM under the APIv3 key; the last 16 bytes are the tag. Throws when key, nonce, associated data or text do not belong together. */
export function decryptResource(resource: EncryptedResource, apiV3Key: string | Buffer): string {
  const key = Buffer.from(apiV3Key)
  if (key.length !== 32) throw new Error('The APIv3 key must have 32 bytes')
  if (resource.algorithm !== 'AEAD_AES_256_GCM') throw new Error(`Unknown algorithm ${resource.algorithm}`)
  return openSealed('aes-256-gcm', resource, key)
}

export function openSealed(cipher: 'aes-256-gcm' | 'aes-128-gcm', resource: EncryptedResource, key: Buffer): string {
  const sealed = Buffer.from(resource.ciphertext, 'base64')
  if (sealed.length < tagBytes) throw new Error('Ciphertext is too short')
  const decipher = createDecipheriv(cipher, key, Buffer.from(resource.nonce), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(resource.associated_data ?? ''))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]).toString('utf8')
}
