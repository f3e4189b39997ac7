import { describe, expect, it } from 'vitest'
import { formatChatTime, isAfterPause } from './timeline.ts'

const at = (sentAt: string) => ({ sentAt })

describe('lines with the time', () => {
  it('stand above the first message, after five minutes of silence, and at midnight of the hospital', () => {
    expect(isAfterPause(at('2026-11-24T01:32:00Z'), undefined)).toBe(true)
    expect(isAfterPause(at('2026-11-24T01:37:00Z'), at('2026-11-24T01:32:00Z'))).toBe(false)
    expect(isAfterPause(at('2026-11-24T01:37:01Z'), at('2026-11-24T01:32:00Z'))).toBe(true)
    expect(isAfterPause(at('2026-11-24T16:00:30Z'), at('2026-11-24T15:59:30Z'))).toBe(true)
  })

  it('name the day only where it is not today', () => {
    expect(formatChatTime('2026-11-24T01:32:00Z', '2026-11-24')).toBe('上午 09:32')
    expect(formatChatTime('2026-11-24T11:05:00Z', '2026-11-25')).toBe('11月24日 周二 晚上 19:05')
    expect(formatChatTime('2026-11-23T18:05:00Z', '2026-11-24')).toBe('凌晨 02:05')
    expect(formatChatTime('2026-11-24T04:00:00Z', '2026-11-24')).toBe('下午 12:00')
  })
})
