import { ANONYMOUS, type Viewer } from '@hospital/access/viewer'
import type { Clock } from '@hospital/database/clock'
import { SESSION_TOPICS, type Wakes } from '@hospital/events/wakes'
import type { Origin } from '@hospital/subgraph/context'
import type { RequestFacts } from '@hospital/subgraph/definition'
import type { Admission, Sessions } from '../session/sessions.ts'
import { CLOSE } from './close-codes.ts'

/** Should a wake-up be lost, a socket outlives its session by this at most. */
const RECHECK_MS = 30_000

export interface WatchOptions {
  sessions: Sessions
  wakes?: Wakes
  clock: Clock
  /** Nobody, where undefined: public subscriptions only. */
  admission?: Admission
  origin: Origin
  requestId: string
  close(code: number, reason: string): void
}

/** Who is at a socket, for as long as it is open. */
export interface Watch {
  factsOf(): Promise<RequestFacts>
  close(): void
}

/** Closes the socket when its session ends, and when the person's rights change: the client then comes back as who it is now. */
export function openWatch({ sessions, wakes, clock, admission, origin, requestId, close }: WatchOptions): Watch {
  const facts = (viewer: Viewer): RequestFacts => ({ viewer, requestId, origin })
  if (!admission) return { factsOf: async () => facts(ANONYMOUS), close() {} }
  const { token, viewer } = admission
  const rights = JSON.stringify(viewer)

  async function recheck(): Promise<void> {
    const now = await sessions.renew(token)
    if (!now) close(CLOSE.SESSION_ENDED, 'SESSION_EXPIRED')
    else if (JSON.stringify(now.viewer) !== rights) close(CLOSE.VIEWER_CHANGED, 'VIEWER_CHANGED')
  }

  /** Where nobody can say who it is, the next check will: a database that is away for a moment ends no session. */
  const check = () => void recheck().catch(() => {})
  const off = wakes?.on(SESSION_TOPICS + token.sessionId, check)
  const timer = setInterval(check, RECHECK_MS)
  timer.unref()
  const end = setTimeout(check, Math.min(admission.expiresAt.getTime() - clock.now().getTime() + 50, 2 ** 31 - 1))
  end.unref()

  return {
    async factsOf() {
      const now = await sessions.renew(token)
      if (now) return facts(now.viewer)
      close(CLOSE.SESSION_ENDED, 'SESSION_EXPIRED')
      return facts(ANONYMOUS)
    },
    close() {
      off?.()
      clearInterval(timer)
      clearTimeout(end)
    },
  }
}
