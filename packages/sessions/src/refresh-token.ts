import { createHmac, timingSafeEqual } from 'node:crypto'

/** Which refresh of which session a token stands for. */
export interface RefreshToken {
  sessionId: string
  generation: number
}

/** Keyed by the realm, so that a patient's token opens nothing among the staff. */
function seal(key: string, realm: string, { sessionId, generation }: RefreshToken): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(`refresh ${realm} ${sessionId} ${generation}`).digest()
}

export function makeRefreshToken(key: string, realm: string, token: RefreshToken): string {
  return `${token.sessionId}.${token.generation}.${seal(key, realm, token).toString('base64url')}`
}

/** Undefined for anything that was not given out: a guess never reaches a session, not even to end it. */
export function openRefreshToken(key: string, realm: string, token: string): RefreshToken | undefined {
  const [sessionId, generation, signature] = token.split('.')
  if (!sessionId || !signature || !/^[1-9]\d{0,8}$/.test(generation ?? '')) return undefined
  const opened = { sessionId, generation: Number(generation) }
  const given = Buffer.from(signature, 'base64url')
  const own = seal(key, realm, opened)
  return given.length === own.length && timingSafeEqual(given, own) ? opened : undefined
}
