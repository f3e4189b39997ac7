import { pino, stdSerializers, symbols, type DestinationStream, type Logger } from 'pino'
import { traceId } from '@hospital/telemetry/tracing'

/** Names under which secrets and personal data travel; they never reach a log, at any of the depths that we log at. */
const SECRET = [
  'authorization', 'cookie', '["set-cookie"]', '["x-viewer"]', 'phone', 'idCard', 'password', 'token', 'accessToken', 'refreshToken', 'ticket', 'variables',
]
const PATHS = SECRET.flatMap((name) => {
  const tail = name.startsWith('[') ? name : `.${name}`
  return [name, `*${tail}`, `*.headers${tail}`]
})

export function openLog(level: string, destination?: DestinationStream): Logger {
  return pino({ level, base: null, mixin: traceOf, redact: { paths: PATHS, censor: '***' }, serializers: { err: loggedError, req: loggedRequest } }, destination ?? pino.destination(1))
}

/** One id leads from a line to its trace, where there is one. */
function traceOf(): object {
  const id = traceId()
  return id ? { traceId: id } : {}
}

/** Lines that carry a request's id. Not `child()`: that would read the whole list of secrets anew for every request. */
export function withRequest(log: Logger, requestId: string): Logger {
  const bindings = (log as unknown as Record<symbol, string>)[symbols.chindingsSym]
  return Object.create(log, { [symbols.chindingsSym]: { value: `${bindings},"requestId":${JSON.stringify(requestId)}`, writable: true } }) as Logger
}

/** A database error brings its statement's values along: those are people's. */
const withoutValues = (text: string | undefined) => text?.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, '\nparams: ***')

/** GraphQL's own complaints repeat what was typed, in quotes or after a colon; where it stood is in the path. */
const withoutTyped = (text: string | undefined) => text?.replace(/"(?:[^"\\\n]|\\.)*"/g, '"***"').replace(/(value:? )[^"*\n]+/g, '$1***')

function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, cause } = error
  const { code, constraint_name: constraint, table_name: table, kind } = error as Error & Record<string, unknown>
  const clean = name === 'GraphQLError' ? withoutTyped : withoutValues
  return {
    type: name, message: clean(message), stack: clean(stack),
    ...(code !== undefined && { code }), ...(constraint !== undefined && { constraint }), ...(table !== undefined && { table }), ...(kind !== undefined && { kind }),
    ...(cause !== undefined && { cause: loggedError(cause) }),
  }
}

/** Addresses may carry signatures and numbers: only the path is kept. */
function loggedRequest(request: Parameters<typeof stdSerializers.req>[0]): unknown {
  return { method: request.method, path: request.url?.split('?')[0] }
}
