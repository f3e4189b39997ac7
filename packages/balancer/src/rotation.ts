/** Replicas of one service, tried in turn. */
export interface Rotation<P> {
  /** All of them, in the order to try: from the next in turn on, those that are not ready last. */
  order(): P[]
  /** Could not be reached just now: it comes last until it says that it is ready. */
  eject(peer: P): void
  /** How many are ready. */
  ready(): number
  close(): void
}

export interface RotationOptions<P> {
  peers: readonly P[]
  /** Whether a replica takes requests: one that is about to stop says no before it does. */
  check(peer: P, signal: AbortSignal): Promise<boolean>
  everyMs?: number
  onChange?(ready: number): void
}

/** A replica that leaves is known in this time; it serves on for longer (`DRAIN_MS`). */
const EVERY_MS = 250
const CHECK_MS = 2_000

/** Round robin over what is ready. That nobody seems ready stops no request: the check may be what is broken. */
export function createRotation<P>({ peers, check, everyMs = EVERY_MS, onChange }: RotationOptions<P>): Rotation<P> {
  const away = new Set<P>()
  const timers = new Set<NodeJS.Timeout>()
  let turn = 0
  let closed = false

  const ready = () => peers.length - away.size
  function mark(peer: P, isReady: boolean): void {
    if (away.has(peer) !== isReady) return
    if (isReady) away.delete(peer)
    else away.add(peer)
    onChange?.(ready())
  }

  async function watch(peer: P): Promise<void> {
    const isReady = await check(peer, AbortSignal.timeout(CHECK_MS)).catch(() => false)
    if (closed) return
    mark(peer, isReady)
    const timer = setTimeout(() => {
      timers.delete(timer)
      void watch(peer)
    }, everyMs)
    timer.unref()
    timers.add(timer)
  }
  onChange?.(ready())
  // a single replica is asked whatever it says
  if (peers.length > 1) for (const peer of peers) void watch(peer)

  return {
    order() {
      const from = turn++ % peers.length
      const all = [...peers.slice(from), ...peers.slice(0, from)]
      return away.size ? [...all.filter((peer) => !away.has(peer)), ...all.filter((peer) => away.has(peer))] : all
    },
    eject: (peer) => mark(peer, peers.length === 1),
    ready,
    close() {
      closed = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

const NEVER_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CHANNEL_NOT_OPENED'])

/** Nothing was sent: another replica may be asked. Whatever else went wrong, the work may have been done. */
export const neverReached = (error: unknown): boolean => NEVER_REACHED.has(String((error as { code?: unknown } | null)?.code))

const BROKEN_OFF = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'CHANNEL_BROKEN'])

/** Or the connection broke with the question under way: whoever only reads may ask another. */
export const unanswered = (error: unknown): boolean => neverReached(error) || BROKEN_OFF.has(String((error as { code?: unknown } | null)?.code))

/** Asks one replica after the other until one was reached; what a reached one answers or breaks with stands, unless `mayRepeat` says otherwise. */
export async function reach<P, T>(rotation: Rotation<P>, ask: (peer: P) => Promise<T>, mayRepeat = neverReached): Promise<T> {
  let last: unknown
  for (const peer of rotation.order()) {
    try {
      return await ask(peer)
    } catch (error) {
      if (!mayRepeat(error)) throw error
      rotation.eject(peer)
      last = error
    }
  }
  throw last
}
