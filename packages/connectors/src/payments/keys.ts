import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** Channels hand keys out as PEM or as the bare base64 inside it. Throws where it is neither. */
export function privateKeyOf(text: string): KeyObject {
  const key = text.trim()
  if (key.includes('-----BEGIN')) return createPrivateKey(key)
  const der = Buffer.from(key, 'base64')
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } catch {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs1' })
  }
}

export function publicKeyOf(text: string): KeyObject {
  const key = text.trim()
  return key.includes('-----BEGIN') ? createPublicKey(key) : createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
}
