import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '@hospital/subgraph/refusal'

/** OWASP's row for scrypt with 32 MiB. The numbers travel in the hash, so later ones can differ. */
const COST = { N: 2 ** 15, r: 8, p: 3 }

function derive(password: string, salt: Buffer, { N, r, p }: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** `scrypt$N$r$p$salt$key` */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** A login that does not exist is checked against this, so that it takes as long as one that does. */
const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`

export async function verifyPassword(password: string, hash: string = NOBODY): Promise<boolean> {
  const [, N, r, p, salt, key] = hash.split('$')
  const expected = Buffer.from(key!, 'base64url')
  const given = await derive(password, Buffer.from(salt!, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return timingSafeEqual(given, expected)
}

/** Refuses PASSWORD_WEAK: under ten characters, or of one kind only. */
export function requireStrong(password: string): void {
  const kinds = [/[A-Za-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length
  if (password.length < 10 || password.length > 64 || kinds < 2) throw new Refusal('PASSWORD_WEAK', { details: { field: 'newPassword' } })
}
