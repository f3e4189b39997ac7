/** 0.5 s, 1 s, 2 s, … to 8 s: a server that is being restarted is back within it. */
const firstDelayMs = 500
const mostDelays = 5

export interface Readings {
  /** Something may have changed. During a reading, which may be from before the change, another follows it. */
  ask(): void
  stop(): void
}

/**
 * Readings of one thing, one after the other: whoever asks is followed by a reading that began after the asking, and no older answer comes
 * after a newer one. `read` says whether it got an answer; without one it is tried again a few times.
 */
export function oneAtATime(read: () => Promise<boolean>, delayMs = firstDelayMs): Readings {
  let running = false
  let again = false
  let stopped = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const run = async () => {
    running = true
    again = false
    const answered = await read()
    running = false
    if (stopped) return
    failures = answered ? 0 : failures + 1
    if (again) void run()
    else if (failures > 0 && failures <= mostDelays) timer = setTimeout(run, delayMs * 2 ** (failures - 1))
  }
  return {
    ask() {
      if (stopped) return
      clearTimeout(timer)
      failures = 0
      if (running) again = true
      else void run()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
