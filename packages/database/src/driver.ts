import { readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type Postgres from 'postgres'

interface Query {
  /** `onexecute`: of the statement that begins a transaction. */
  options?: { onexecute?(connection: DriverConnection): unknown }
  reject(error: Error): void
}

interface DriverConnection {
  connect(first: Query): void
  execute(query: Query): unknown
}

type Told = (connection: DriverConnection, ...rest: unknown[]) => void
type Events = Record<'onopen' | 'onend' | 'onclose', Told>
type OpenConnection = (options: unknown, queues?: object, events?: Events) => DriverConnection

/** What a connection must not keep for those who ask when it is open again. */
const FORGET = `
  const lost = Errors.connection('CONNECTION_CLOSED', options, socket)
  clearImmediate(nextWriteTimer)
  chunk = nextWriteTimer = errorResponse = null
  stream && (stream.destroy(lost), stream = null)
  query && !initial && queryError(query, lost)
  query = null
  while (sent.length) queryError(sent.shift(), lost)
`

const CLOSED = 'async function closed(hadError) {'
const FETCH_TYPES = 'return fetchArrayTypes()'
/** Whoever waits for the connection hears of it; that the types did not come either is no error of its own. */
const MENDS: readonly (readonly [string, string])[] = [[CLOSED, CLOSED + FORGET], [FETCH_TYPES, `${FETCH_TYPES}.catch(() => {})`]]

/**
 * postgres.js 3.4.9 does not survive a server that cuts connections off under transactions: what rolls back is written to a socket that is
 * gone (thrown from a timer: the process ends), as it ends when the list of types does not come; and a connection opened again waits for the
 * old one's statements, sends its unsent bytes and blames its last error on whoever asks next. Here a statement for a connection that is
 * gone is refused, and a closed connection forgets. The driver's CommonJS build is loaded for it, whose modules can be reached before they
 * are used; another version does not start.
 */
export const postgres = loadDriver()

function loadDriver(): typeof Postgres {
  const require = createRequire(import.meta.url)
  const entry = require.resolve('postgres')
  const path = join(dirname(entry), 'connection.js')
  const connection = Object.assign(new Module(path), { filename: path, paths: [] as string[] }) as Module & { _compile(source: string, path: string): void }
  connection._compile(MENDS.reduce(mend, readFileSync(path, 'utf8')), path)
  connection.exports = guarded(connection.exports as OpenConnection)
  connection.loaded = true
  require.cache[path] = connection
  return require(entry) as typeof Postgres
}

function mend(source: string, [found, mended]: readonly [string, string]): string {
  const parts = source.split(found)
  if (parts.length !== 2) throw new Error('This version of postgres.js is not the one that is mended here')
  return parts.join(mended)
}

/** Refuses statements for a connection that is gone, as those of a transaction that lost it. */
function guarded(open: OpenConnection): OpenConnection {
  return (options, queues, events) => {
    // One that is opened to cancel a statement has no events, and runs none.
    if (!events) return open(options, queues)
    let live = false
    const noting = (becomes: boolean, tell: Told): Told => (...told) => {
      live = becomes
      tell(...told)
    }
    const connection = open(options, queues, { onopen: noting(true, events.onopen), onend: noting(false, events.onend), onclose: noting(false, events.onclose) })
    const { connect, execute } = connection
    connection.connect = (first) => {
      const { onexecute } = first.options ?? {}
      if (onexecute) first.options = { ...first.options, onexecute: (begun) => ((live = true), onexecute(begun)) }
      connect(first)
    }
    connection.execute = (query) => {
      if (live) return execute(query)
      query.reject(Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED', errno: 'CONNECTION_CLOSED' }))
      return true
    }
    return connection
  }
}
