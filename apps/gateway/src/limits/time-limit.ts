import type { RequestFacts } from '@hospital/subgraph/definition'
import { Refusal } from '@hospital/subgraph/refusal'

/**
 * Gives an operation so much time. Then it is answered as TIMED_OUT, and what it has not asked the subgraphs yet is not asked any more;
 * a statement that runs in the database ends by the database's own limit. `facts.signal` tells those on the way.
 */
export async function withinTime<T>(operationMs: number, facts: RequestFacts, work: () => Promise<T>): Promise<T> {
  if (!Number.isFinite(operationMs)) return work()
  const controller = new AbortController()
  facts.signal = controller.signal
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort()
      reject(new Refusal('TIMED_OUT'))
    }, operationMs)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}
