import type { ExecutionResult } from 'graphql'
import type { RequestFacts } from '@hospital/subgraph/definition'

type Answer = ExecutionResult | ExecutionResult[]

interface Joined {
  bodies: string[]
  answers: Promise<Answer>
}

/** What one request asks of one subgraph at the same moment goes there in one HTTP request: parts of a plan that run side by side. */
export function joinAsked(send: (subgraph: string, body: string, facts: RequestFacts) => Promise<Answer>): (subgraph: string, body: string, facts: RequestFacts) => Promise<ExecutionResult> {
  const asking = new WeakMap<RequestFacts, Map<string, Joined>>()

  async function sendJoined(subgraph: string, bodies: readonly string[], facts: RequestFacts): Promise<Answer> {
    await null
    asking.get(facts)!.delete(subgraph)
    return send(subgraph, bodies.length === 1 ? bodies[0]! : `[${bodies.join(',')}]`, facts)
  }

  return async (subgraph, body, facts) => {
    const ours = asking.get(facts) ?? new Map<string, Joined>()
    asking.set(facts, ours)
    const known = ours.get(subgraph)
    const bodies = known?.bodies ?? []
    const at = bodies.push(body) - 1
    const joined = known ?? { bodies, answers: sendJoined(subgraph, bodies, facts) }
    ours.set(subgraph, joined)
    const answer = await joined.answers
    // A list that comes as one has failed as one.
    return Array.isArray(answer) ? answer[at]! : answer
  }
}
