import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { GraphQLError, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql'
import { bodyOf } from './body.ts'
import type { RequestFacts } from './definition.ts'
import { interpretDocument, prepareDocument, type RunInProcess } from './in-process.ts'

/** An operation as it is posted. */
export interface Asked {
  query?: unknown
  variables?: Record<string, unknown> | null
  operationName?: string | null
}

export interface GraphOptions {
  schema: GraphQLSchema
  contextOf(facts: RequestFacts): unknown
  /** Errors as they may leave. */
  settle(result: ExecutionResult, context: unknown): ExecutionResult
}

/** One operation, or a list of those that one request of the gateway asks at the same time, answered as a list. */
export type AnswerGraph = (asked: Asked | Asked[], facts: RequestFacts) => Promise<ExecutionResult | ExecutionResult[]>

/** As many operations as all plans have, several times over; one more forgets the longest unused. */
const LIMIT = 2_000
/** What one request of the gateway may ask of a subgraph at once. */
const MOST_AT_ONCE = 50

export function answerGraph({ schema, contextOf, settle }: GraphOptions): AnswerGraph {
  const operationOf = rememberOperations(schema)

  async function answer({ query, variables, operationName }: Asked, context: unknown): Promise<ExecutionResult> {
    if (typeof query !== 'string') return { errors: [new GraphQLError('No query')] }
    const run = operationOf(query, operationName ?? undefined)
    if ('errors' in run) return run
    const result = await run(variables ?? {}, context)
    return result.errors ? settle(result, context) : result
  }

  return async (asked, facts) => {
    const context = contextOf(facts)
    if (!Array.isArray(asked)) return answer(asked, context)
    if (asked.length > MOST_AT_ONCE) return { errors: [new GraphQLError('Too many operations')] }
    return Promise.all(asked.map((one) => answer(one ?? {}, context)))
  }
}

/** `POST /graphql`, for whoever opens no channel. */
export function graphRoute(answer: AnswerGraph, factsOf: (request: FastifyRequest) => RequestFacts): RouteHandlerMethod {
  return async function handle(request: FastifyRequest, reply: FastifyReply) {
    const answered = await answer((request.body as Asked | Asked[] | null) ?? {}, factsOf(request))
    return reply.header('content-type', 'application/json; charset=utf-8').send(bodyOf(JSON.stringify(answered)))
  }
}

/** Reads and validates an operation once, and compiles what comes again. */
function rememberOperations(schema: GraphQLSchema): (query: string, operationName: string | undefined) => RunInProcess | { errors: readonly GraphQLError[] } {
  const known = new Map<string, { document: DocumentNode; run?: RunInProcess }>()
  return (query, operationName) => {
    const key = operationName ? `${operationName} ${query}` : query
    const found = known.get(key)
    if (found) {
      found.run ??= prepareDocument(schema, found.document, operationName)
      return found.run
    }
    const document = read(query)
    const errors = document instanceof GraphQLError ? [document] : validate(schema, document)
    if (document instanceof GraphQLError || errors.length) return { errors }
    known.set(key, { document })
    if (known.size > LIMIT) known.delete(known.keys().next().value!)
    return interpretDocument(schema, document, operationName)
  }
}

function read(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { noLocation: true })
  } catch (error) {
    return error as GraphQLError
  }
}
