import { createHash } from 'node:crypto'
import type { ExecutionResult } from 'graphql'
import type { Viewer } from '@hospital/access/viewer'
import type { RequestFacts } from '@hospital/subgraph/definition'
import type { Sharing } from './subgraphs.ts'

/** A compiled operation of a subgraph, about an event where it is a subscription. */
export type RunForFacts = (variables: Record<string, unknown>, facts: RequestFacts, event?: unknown) => ExecutionResult | Promise<ExecutionResult>

/** What all who ask the same have in common, for as long as somebody may ask it. */
interface Common {
  run?: RunForFacts
  byEvent: WeakMap<object, Map<string, Promise<ExecutionResult>>>
}

const shared = new WeakMap<object, Common>()

/** Answers to one watcher's questions about events, worked out once for all who ask the same and are the same. */
export interface SharedAnswers {
  /** The operation, compiled by the first who asks it. */
  compiled(compile: () => RunForFacts): RunForFacts
  /** An event that several are given as the same object is answered with the same object; with errors, each anew. */
  to(event: unknown, viewer: Viewer, work: () => Promise<ExecutionResult>): Promise<ExecutionResult>
}

export function sharedAnswers({ operation, variables }: Sharing): SharedAnswers {
  const common = shared.get(operation) ?? { byEvent: new WeakMap() }
  shared.set(operation, common)
  const asked = JSON.stringify(variables)
  let seenBy: Viewer | undefined
  let key = ''

  return {
    compiled: (compile) => (common.run ??= compile()),
    to(event, viewer, work) {
      if (typeof event !== 'object' || event === null) return work()
      // who a session is stays the same object until it changes
      if (viewer !== seenBy) [seenBy, key] = [viewer, keyOf(asked, viewer)]
      const answers = common.byEvent.get(event) ?? new Map<string, Promise<ExecutionResult>>()
      common.byEvent.set(event, answers)
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
