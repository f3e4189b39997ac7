import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { WechatError } from './errors.ts'

export interface Code {
  ticket: string
  action: string
  scene: string
  url: string
  createdAt: number
  expiresAt: number | null
}

export interface AskedCode {
  expire_seconds?: unknown
  action_name?: unknown
  action_info?: { scene?: { scene_id?: unknown; scene_str?: unknown } }
}

const longestSeconds = 2_592_000
const defaultSeconds = 30
const permanentCodes = 100_000
const columns = 'ticket, action, scene, url, created_at AS createdAt, expires_at AS expiresAt'

/** Codes with a scene. Permanent ones are counted, and the same scene is the same code. */
export function createCodes(database: Database, clock: Clock) {
  const get = (ticket: string) => database.get<Code>(`SELECT ${columns} FROM wechat_code WHERE ticket = ? OR url = ?`, ticket, ticket)

  function create(asked: AskedCode) {
    const action = String(asked.action_name)
    const permanent = action === 'QR_LIMIT_SCENE' || action === 'QR_LIMIT_STR_SCENE'
    if (!permanent && action !== 'QR_SCENE' && action !== 'QR_STR_SCENE') throw new WechatError(40053, 'invalid action info')
    const scene = sceneOf(action, asked.action_info?.scene ?? {})
    const known = permanent ? database.get<Code>(`SELECT ${columns} FROM wechat_code WHERE expires_at IS NULL AND scene = ?`, scene) : undefined
    if (known) return { ticket: known.ticket, url: known.url }
    if (permanent && countPermanent() >= permanentCodes) throw new WechatError(45029, 'qrcode count out of limit')
    const seconds = permanent ? null : secondsOf(asked.expire_seconds)
    const code = { ticket: `gQ${randomBytes(40).toString('base64url')}==`, url: `http://weixin.qq.com/q/02${randomBytes(12).toString('base64url')}` }
    database.run(
      'INSERT INTO wechat_code (ticket, action, scene, url, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      code.ticket, action, scene, code.url, clock.now(), seconds === null ? null : clock.now() + seconds * 1000,
    )
    return { ...code, ...(seconds !== null && { expire_seconds: seconds }) }
  }

  const countPermanent = () => database.get<{ count: number }>('SELECT count(*) AS count FROM wechat_code WHERE expires_at IS NULL')!.count

  return {
    create,
    get,
    holds: (code: Code) => code.expiresAt === null || code.expiresAt > clock.now(),
    list: () => database.all<Code>(`SELECT ${columns} FROM wechat_code ORDER BY created_at DESC, rowid DESC LIMIT 2000`),
  }
}

export type Codes = ReturnType<typeof createCodes>

function sceneOf(action: string, { scene_id: id, scene_str: text }: { scene_id?: unknown; scene_str?: unknown }): string {
  const numbered = action === 'QR_SCENE' || action === 'QR_LIMIT_SCENE'
  const most = action === 'QR_LIMIT_SCENE' ? permanentCodes : 0xffffffff
  const held = numbered ? Number.isSafeInteger(id) && (id as number) >= 1 && (id as number) <= most : typeof text === 'string' && text.length >= 1 && text.length <= 64
  if (!held) throw new WechatError(40053, 'invalid action info')
  return String(numbered ? id : text)
}

function secondsOf(asked: unknown): number {
  if (asked === undefined) return defaultSeconds
  if (!Number.isSafeInteger(asked) || (asked as number) < 1 || (asked as number) > longestSeconds) throw new WechatError(40058, 'invalid expire_seconds')
  return asked as number
}
