import type { Database } from './database.ts'

/**
 * The outside world's own time: real time, moved by CLOCK_OFFSET_MS and by the control page. Slots, locks, expiries and the
 * callback ladder go by it; signatures go by real time. An advance survives a restart.
 */
export interface Clock {
  now(): number
  advance(milliseconds: number): void
  advancedMs(): number
  resetAdvance(): void
}

export function createClock(database: Database, offsetMs: number): Clock {
  let advanced = Number(database.setting('clock.advancedMs') ?? 0)
  const keep = () => database.keepSetting('clock.advancedMs', String(advanced))
  return {
    now: () => Date.now() + offsetMs + advanced,
    advancedMs: () => advanced,
    advance(milliseconds) {
      advanced += milliseconds
      keep()
    },
    resetAdvance() {
      advanced = 0
      keep()
    },
  }
}
