import type { Sql, TransactionSql } from 'postgres'

type Client = Sql | TransactionSql

/** Lists and rows in bulk come in every length: each would be a statement of its own to keep. */
const MOST_PARAMETERS = 60

/**
 * The client as drizzle asks it, keeping statements prepared on each connection: parsed once, and from then on one round trip in place of
 * two. drizzle itself asks for that only where a query was given a name.
 */
export function preparing<C extends Client>(client: C): C {
  return new Proxy(client, {
    get(target, key) {
      if (key === 'unsafe') return (text: string, parameters: never[] = [], options = {}) => target.unsafe(text, parameters, { ...options, prepare: parameters.length <= MOST_PARAMETERS })
      if (key === 'begin' || key === 'savepoint') return (...rest: unknown[]) => inside(target, key, rest)
      return Reflect.get(target, key)
    },
  })
}

function inside(client: Client, key: 'begin' | 'savepoint', rest: unknown[]): unknown {
  const work = rest.pop() as (tx: TransactionSql) => unknown
  const open = Reflect.get(client, key) as (...given: unknown[]) => unknown
  return open(...rest, (tx: TransactionSql) => work(preparing(tx)))
}
