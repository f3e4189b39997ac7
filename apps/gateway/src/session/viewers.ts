import type { AccessToken } from '@hospital/access/token'
import type { Clock } from '@hospital/database/clock'
import { SESSION_TOPICS, type Wakes } from '@hospital/events/wakes'
import type { SessionView } from '@hospital/subgraph/definition'

/** How long a viewer is believed should a wake-up be lost. */
const BELIEVED_MS = 30_000
const LIMIT = 50_000

export interface Viewers {
  /** Who a session is now; undefined once it has ended. */
  find(token: AccessToken): Promise<SessionView | undefined>
  /** The next who asks is told anew. */
  forget(token: AccessToken): void
  close(): void
}

export interface ViewersOptions {
  ask(token: AccessToken): Promise<SessionView | undefined>
  wakes: Wakes
  clock: Clock
}

/** Remembers who sessions are, and forgets at once what `session:<id>`, or the answer to a session's own request, says has changed or ended. */
export function rememberViewers({ ask, wakes, clock }: ViewersOptions): Viewers {
  const known = new Map<string, { answer: Promise<SessionView | undefined>; until: number }>()
  const off = wakes.onPrefix(SESSION_TOPICS, (topic) => (topic === undefined ? known.clear() : known.delete(topic.slice(SESSION_TOPICS.length))))

  /** A wake-up that comes while the question is open removes the entry, so an answer from before it is used once and not remembered. */
  function askAnew(token: AccessToken): Promise<SessionView | undefined> {
    const answer = ask(token)
    known.set(token.sessionId, { answer, until: Date.now() + BELIEVED_MS })
    const forget = () => { if (known.get(token.sessionId)?.answer === answer) known.delete(token.sessionId) }
    answer.then((found) => { if (!found) forget() }, forget)
    if (known.size > LIMIT) known.delete(known.keys().next().value!)
    return answer
  }

  return {
    async find(token) {
      const entry = known.get(token.sessionId)
      const found = await (entry && entry.until > Date.now() ? entry.answer : askAnew(token))
      return found && found.expiresAt > clock.now() ? found : undefined
    },
    forget: ({ sessionId }) => void known.delete(sessionId),
    close: off,
  }
}
