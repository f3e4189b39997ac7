import { randomBytes } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { signAccessToken, verifyAccessToken } from './token.ts'
import { rememberVerified } from './verified-tokens.ts'

const key = randomBytes(32).toString('base64url')
const session = { sessionId: 's1', realm: 'patients' } as const

describe('a verified token', () => {
  it('is verified once, and believed until it ends', async () => {
    const verify = vi.fn((token: string) => verifyAccessToken(key, token))
    const find = rememberVerified(verify)
    const token = await signAccessToken(key, session)
    expect(await find(token)).toEqual(session)
    expect(await find(token)).toEqual(session)
    expect(verify).toHaveBeenCalledTimes(1)
    vi.useFakeTimers({ now: Date.now() + 16 * 60_000 })
    try {
      expect(await find(token)).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('lends nothing to one that only looks like it', async () => {
    const find = rememberVerified((token) => verifyAccessToken(key, token))
    const token = await signAccessToken(key, session)
    await find(token)
    expect(await find(`${token.slice(0, -2)}AA`)).toBeUndefined()
    expect(await find(await signAccessToken(randomBytes(32).toString('base64url'), session))).toBeUndefined()
  })
})
