import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { WechatError } from './errors.ts'

const lifeMs = 7_200_000
const overlapMs = 300_000

interface Token {
  token: string
  expiresAt: number
  revoked: number
}

/** Stable tokens: the same answer until shortly before the end; a forced renewal ends the one before it at once. */
export function createTokens(database: Database, clock: Clock) {
  const newest = () => database.get<Token>('SELECT token, expires_at AS expiresAt, revoked FROM wechat_token WHERE revoked = 0 ORDER BY expires_at DESC, rowid DESC LIMIT 1')

  function issue(force: boolean): { access_token: string; expires_in: number } {
    const known = newest()
    if (known && !force && known.expiresAt - overlapMs > clock.now()) return { access_token: known.token, expires_in: Math.floor((known.expiresAt - clock.now()) / 1000) }
    if (force) revokeAll()
    const token = randomBytes(48).toString('base64url')
    database.run('INSERT INTO wechat_token (token, expires_at) VALUES (?, ?)', token, clock.now() + lifeMs)
    return { access_token: token, expires_in: lifeMs / 1000 }
  }

  const revokeAll = () => void database.run('UPDATE wechat_token SET revoked = 1')

  function check(token: string | undefined) {
    if (!token) throw new WechatError(41001, 'access_token missing')
    const known = database.get<Token>('SELECT token, expires_at AS expiresAt, revoked FROM wechat_token WHERE token = ?', token)
    if (!known || known.revoked) throw new WechatError(40001, 'invalid credential, access_token is invalid or not latest')
    if (known.expiresAt <= clock.now()) throw new WechatError(42001, 'access_token expired')
  }

  return { issue, check, revokeAll, count: () => database.get<{ count: number }>('SELECT count(*) AS count FROM wechat_token')!.count }
}

export type Tokens = ReturnType<typeof createTokens>
