import type { Exchange, Operation } from '@urql/core'
import { filter, makeSubject, merge, pipe, tap } from 'wonka'

const listeners = new Set<() => void>()

/** Calls back after each answer to a mutation of this page. Returns how to leave. */
export function onMutated(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** A query that was under way while a mutation was answered may show what was before it: it is asked again, and only then answered. */
export const outdatedExchange: Exchange = ({ forward }) => (operations) => {
  const underway = new Map<number, Operation>()
  const outdated = new Set<number>()
  const again = makeSubject<Operation>()
  return pipe(
    merge([operations, again.source]),
    tap((operation) => {
      const { kind, key } = operation
      if (kind === 'query') underway.set(key, operation)
      if (kind === 'teardown') [underway, outdated].forEach((known) => known.delete(key))
    }),
    forward,
    filter(({ operation: { kind, key } }) => {
      if (kind === 'mutation') {
        for (const query of underway.keys()) outdated.add(query)
        for (const listener of listeners) listener()
      }
      if (kind !== 'query') return true
      const operation = underway.get(key)
      if (operation && outdated.delete(key)) {
        again.next(operation)
        return false
      }
      underway.delete(key)
      return true
    }),
  )
}
