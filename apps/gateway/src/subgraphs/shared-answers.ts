import { createHash } from 'node:crypto'
import type { ExecutionResult } from 'graphql'
import type { Viewer } from '@hospital/access/viewer'
import type { Sharing } from './subgraphs.ts'

type Answers = Map<string, Promise<ExecutionResult>>

const shared = new WeakMap<object, WeakMap<object, Answers>>()

/** Answers to one watcher's questions about events, worked out once for all who ask the same and are the same. */
export interface SharedAnswers {
  /** An event that several are given as the same object is answered with the same object; with errors, each anew. */
  to(event: unknown, viewer: Viewer, work: () => Promise<ExecutionResult>): Promise<ExecutionResult>
}

export function sharedAnswers({ operation, variables }: Sharing): SharedAnswers {
  const byEvent = shared.get(operation) ?? new WeakMap<object, Answers>()
  shared.set(operation, byEvent)
  const asked = JSON.stringify(variables)
  let seenBy: Viewer | undefined
  let key = ''

  return {
    to(event, viewer, work) {
      if (typeof event !== 'object' || event === null) return work()
      // who a session is stays the same object until it changes
      if (viewer !== seenBy) [seenBy, key] = [viewer, keyOf(asked, viewer)]
      const answers = byEvent.get(event) ?? new Map<string, Promise<ExecutionResult>>()
      byEvent.set(event, answers)
      const known = answers.get(key)
      if (known) return known.then((result) => (result.errors ? work() : result))
      const fresh = work()
      answers.set(key, fresh)
      return fresh
    },
  }
}

/** Two sessions of one person with the same rights see the same. */
function keyOf(asked: string, viewer: Viewer): string {
  const { sessionId: _session, ...who } = viewer as Viewer & { sessionId?: string }
  return createHash('sha256').update(asked).update(JSON.stringify(who)).digest('base64')
}
