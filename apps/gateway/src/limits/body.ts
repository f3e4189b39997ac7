import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { badRequest } from './problem.ts'

/** Characters that PostgreSQL keeps in no text: U+0000, however it is written. */
const NULL_CHARACTER = /\\u(0000|\{0+\})/
/** The first half of what may be a lone surrogate. */
const SURROGATE = /\\ud[89a-f]/i

/**
 * How bodies are read: JSON in UTF-8 as it is (no compression, which could hide a hundred times its size), no null characters, no
 * broken characters, no prototypes, and in time. Everything else is refused before anything looks at it.
 */
export function readBodies(scope: FastifyInstance, bodyMs: number): void {
  const parse = scope.getDefaultJsonParser('error', 'error')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done) => {
    try {
      const text = textOf(request, body)
      parse(request, text, (error, value) => {
        if (error) return done(badRequest(400, 'The body is no JSON'))
        return done(hasBrokenText(text, value) ? badRequest(400, 'The body holds a character that is none') : null, value)
      })
    } catch (error) {
      done(error as Error)
    }
  })
  scope.addHook('onRequest', async ({ headers }) => {
    const encoding = headers['content-encoding']
    if (encoding && encoding.toLowerCase() !== 'identity') throw badRequest(415, 'Bodies are taken without content-encoding')
  })
  if (Number.isFinite(bodyMs)) limitTime(scope, bodyMs)
}

function textOf({ headers }: FastifyRequest, body: Buffer): string {
  const charset = /charset=["']?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1]
  if (charset && !/^utf-?8$/i.test(charset)) throw badRequest(415, 'Bodies are taken in UTF-8 only')
  if (!isUtf8(body)) throw badRequest(400, 'The body is no UTF-8')
  const text = body.toString('utf8')
  if (NULL_CHARACTER.test(text)) throw badRequest(400, 'The body holds a null character')
  return text
}

const hasBrokenText = (text: string, value: unknown) => SURROGATE.test(text) && isBroken(value, 0)

function isBroken(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !value.isWellFormed()
  if (typeof value !== 'object' || value === null) return false
  return depth > DEEPEST || Object.entries(value).some(([key, inner]) => !key.isWellFormed() || isBroken(inner, depth + 1))
}

const DEEPEST = 100

/** Whoever sends a body a byte at a time keeps a connection, not a place. */
function limitTime(scope: FastifyInstance, bodyMs: number): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>()
  const stop = async (request: FastifyRequest) => clearTimeout(timers.get(request))
  scope.addHook('preParsing', async (request, reply) => {
    timers.set(request, setTimeout(() => {
      if (reply.sent) return
      void reply.header('connection', 'close').send(badRequest(408, 'The body took too long'))
      reply.raw.once('finish', () => request.raw.destroy())
    }, bodyMs).unref())
  })
  scope.addHook('preValidation', stop)
  scope.addHook('onResponse', stop)
  scope.addHook('onRequestAbort', stop)
}
