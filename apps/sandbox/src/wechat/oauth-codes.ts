import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { WechatError } from './errors.ts'

const lifeMs = 5 * 60_000

/** Codes of the page authorisation: each names a person once. */
export function createOauthCodes(database: Database, clock: Clock) {
  return {
    give(openId: string): string {
      const code = `0${randomBytes(15).toString('hex')}`
      database.run('INSERT INTO wechat_oauth_code (code, open_id, given_at) VALUES (?, ?, ?)', code, openId, clock.now())
      return code
    },
    redeem(code: unknown): string {
      if (typeof code !== 'string' || code === '') throw new WechatError(41008, 'missing code')
      const known = database.get<{ openId: string; givenAt: number; usedAt: number | null }>('SELECT open_id AS openId, given_at AS givenAt, used_at AS usedAt FROM wechat_oauth_code WHERE code = ?', code)
      if (!known) throw new WechatError(40029, 'invalid code')
      if (known.usedAt !== null) throw new WechatError(40163, 'code been used')
      if (known.givenAt + lifeMs <= clock.now()) throw new WechatError(42003, 'code expired')
      database.run('UPDATE wechat_oauth_code SET used_at = ? WHERE code = ?', clock.now(), code)
      return known.openId
    },
  }
}
