import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 bits: not to be guessed, so its hash needs no slowness. */
export const newSecret = () => randomBytes(32).toString('base64url')

export const hashOfSecret = (secret: string) => createHash('sha256').update(secret).digest('base64url')

export function isSecret(given: string, hash: string): boolean {
  const [one, other] = [Buffer.from(hashOfSecret(given)), Buffer.from(hash)]
  return one.length === other.length && timingSafeEqual(one, other)
}
