import { ConnectorFailure, type PortName } from './failure.ts'

export interface BulkheadLimits {
  maxConcurrent: number
  /** Calls that may wait for a place; one more is refused at once. */
  maxWaiting: number
}

export type Bulkhead = <T>(deadline: AbortSignal, work: () => Promise<T>) => Promise<T>

/** A port's own compartment: a slow outside system fills this one and leaves the others afloat. */
export function createBulkhead(port: PortName, limits: BulkheadLimits): Bulkhead {
  let running = 0
  const waiting: (() => void)[] = []

  function enter(deadline: AbortSignal): Promise<void> {
    if (running < limits.maxConcurrent) {
      running += 1
      return Promise.resolve()
    }
    if (waiting.length >= limits.maxWaiting) return Promise.reject(full(port))
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        waiting.splice(waiting.indexOf(admit), 1)
        reject(full(port))
      }
      const admit = () => {
        deadline.removeEventListener('abort', giveUp)
        resolve()
      }
      deadline.addEventListener('abort', giveUp, { once: true })
      waiting.push(admit)
    })
  }

  // The place passes straight to the next in line, so a newcomer cannot slip in between.
  function leave() {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return async (deadline, work) => {
    await enter(deadline)
    try {
      return await work()
    } finally {
      leave()
    }
  }
}

const full = (port: PortName) =>
  new ConnectorFailure({ kind: 'UNAVAILABLE', port, code: 'BULKHEAD_FULL', message: `${port}: too many calls are waiting` })
