import { createHash } from 'node:crypto'

/** What travels beside every request. */
export interface CommonIn {
  appToken: string
  requestId: string
  hospitalId: string
  /** Unix seconds, as text. */
  timestamp: string
  channelNum: string
}

/**
 * SHA-256 over `key=value&…` of all parameters that hold something, sorted by name, with the secret appended; base64. Nested values go in
 * as their JSON. The platform's published page and its clients leave the exact joining open, so it stands here alone, to be pinned at go-live.
 */
export function sign(common: CommonIn, req: Readonly<Record<string, unknown>>, appSecret: string): string {
  const all: Record<string, unknown> = { ...common, ...req }
  const text = Object.keys(all).filter((name) => all[name] !== undefined && all[name] !== null && all[name] !== '').sort()
    .map((name) => `${name}=${typeof all[name] === 'object' ? JSON.stringify(all[name]) : String(all[name])}`).join('&')
  return createHash('sha256').update(text + appSecret).digest('base64')
}
