import { createHmac } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { readAccounts } from './announce.ts'
import { readSettings } from './environment.ts'

const PERIOD_MS = 30_000
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator app shows (RFC 6238: SHA-1, six digits, 30 seconds). */
export function oneTimeCode(secret: string, at: number): string {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(at / PERIOD_MS)))
  const mac = createHmac('sha1', key).update(step).digest()
  const offset = mac.readUInt8(mac.length - 1) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

if (import.meta.main) {
  const { dataDir } = readSettings(fileURLToPath(new URL('../../..', import.meta.url)))
  const now = Date.now()
  const secrets = new Map(readAccounts(dataDir).flatMap((account) => (account['one-time code'] ? [[account.login, account['one-time code']]] : [])) as [string, string][])
  if (secrets.size === 0) console.log('No accounts yet: npm start makes them.')
  for (const [login, secret] of secrets) console.log(`${login.padEnd(12)} ${oneTimeCode(secret, now)}`)
  if (secrets.size > 0) console.log(`good for ${Math.ceil((PERIOD_MS - (now % PERIOD_MS)) / 1000)} s, once per account`)
}
