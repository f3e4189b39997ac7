import { createSourceEventStream, GraphQLError, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql'
import type { RequestFacts } from './definition.ts'
import { interpretDocument, prepareDocument, type RunInProcess } from './in-process.ts'
import { mapStream } from './stream.ts'

/** An operation as it is sent. */
export interface Asked {
  query?: unknown
  variables?: Record<string, unknown> | null
  operationName?: string | null
}

/** A subgraph's graph, as the gateway asks it. */
export interface Graph {
  /** One operation, or a list of those that one request of the gateway asks at the same time, answered as a list. */
  answer(asked: Asked | Asked[], facts: RequestFacts): Promise<ExecutionResult | ExecutionResult[]>
  /** A subscription's events, or the refusal. */
  watch(asked: Asked, facts: RequestFacts): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>
}

export interface GraphOptions {
  schema: GraphQLSchema
  contextOf(facts: RequestFacts): unknown
  /** Errors as they may leave. */
  settle(result: ExecutionResult, context: unknown): ExecutionResult
}

/** As many operations as all plans have, several times over; one more forgets the longest unused. */
const LIMIT = 2_000
/** What one request of the gateway may ask of a subgraph at once. */
const MOST_AT_ONCE = 50

export function openGraph({ schema, contextOf, settle }: GraphOptions): Graph {
  const operationOf = rememberOperations(schema)

  async function answerOne({ query, variables, operationName }: Asked, context: unknown): Promise<ExecutionResult> {
    const operation = operationOf(query, operationName)
    if ('errors' in operation) return operation
    const result = await operation.run(variables ?? {}, context)
    return result.errors ? settle(result, context) : result
  }

  return {
    async answer(asked, facts) {
      const context = contextOf(facts)
      if (!Array.isArray(asked)) return answerOne(asked, context)
      if (asked.length > MOST_AT_ONCE) return { errors: [new GraphQLError('Too many operations')] }
      return Promise.all(asked.map((one) => answerOne(one ?? {}, context)))
    },

    async watch({ query, variables, operationName }, facts) {
      const operation = operationOf(query, operationName)
      if ('errors' in operation) return operation
      const context = contextOf(facts)
      const events = await createSourceEventStream({ schema, document: operation.document, operationName, variableValues: variables ?? {}, contextValue: context })
      if (!(Symbol.asyncIterator in events)) return settle(events, context)
      return mapStream(events, async (event) => {
        // what one event was answered with is not remembered for the next
        const around = contextOf(facts)
        const result = await operation.run(variables ?? {}, around, event)
        return result.errors ? settle(result, around) : result
      })
    },
  }
}

interface Known {
  document: DocumentNode
  run: RunInProcess
  again: boolean
}

/** Reads and validates an operation once, and compiles what comes again. */
function rememberOperations(schema: GraphQLSchema): (query: unknown, operationName?: string | null) => Pick<Known, 'document' | 'run'> | { errors: readonly GraphQLError[] } {
  const known = new Map<string, Known>()
  return (query, name) => {
    if (typeof query !== 'string') return { errors: [new GraphQLError('No query')] }
    const operationName = name ?? undefined
    const key = operationName ? `${operationName} ${query}` : query
    const found = known.get(key)
    if (found?.again) return found
    if (found) return Object.assign(found, { run: prepareDocument(schema, found.document, operationName), again: true })
    const document = read(query)
    const errors = document instanceof GraphQLError ? [document] : validate(schema, document)
    if (document instanceof GraphQLError || errors.length) return { errors }
    const fresh = { document, run: interpretDocument(schema, document, operationName), again: false }
    known.set(key, fresh)
    if (known.size > LIMIT) known.delete(known.keys().next().value!)
    return fresh
  }
}

function read(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { noLocation: true })
  } catch (error) {
    return error as GraphQLError
  }
}
