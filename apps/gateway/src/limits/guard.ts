import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusalStatus } from './legacy-status.ts'
import { answerWith, badRequest } from './problem.ts'
import type { ReadOperation } from './read-operation.ts'

interface Envelope {
  query?: unknown
  variables?: unknown
  operationName?: unknown
}

/** Refuses an operation that is unsound or too dear before the server sees it. What is wrong with the envelope is left to the server. */
export function guardOperations(readOperation: ReadOperation) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { query, variables, operationName } = ((request.method === 'GET' ? request.query : request.body) ?? {}) as Envelope
    if (typeof query !== 'string') return undefined
    const read = readOperation(query, typeof operationName === 'string' ? operationName : undefined, readVariables(variables))
    if ('operation' in read && !read.operation) return answerWith(reply, 400, [badRequest(400, 'The document does not say which operation to run')])
    return 'errors' in read ? answerWith(reply, refusalStatus(request.headers.accept, read.errors), read.errors) : undefined
  }
}

/** In an address they are JSON; what is none is left to the server. */
function readVariables(given: unknown): Record<string, unknown> | undefined {
  if (typeof given !== 'string') return isObject(given) ? given : undefined
  try {
    const parsed: unknown = JSON.parse(given)
    return isObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
