import type { ExecutionResult, GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { Refusal } from '@hospital/subgraph/refusal'
import { mapStream } from '@hospital/subgraph/stream'
import { variableError } from '../limits/variable-error.ts'
import { isStream, type Subgraphs } from '../subgraphs/subgraphs.ts'
import { answerText, settleOutcome, type Answer } from './answer.ts'
import { runOperation, runVariant } from './executor.ts'
import type { RegisteredOperations } from './operations.ts'
import type { Variables } from './plan/run.ts'
import { createPreparer, type Prepared } from './prepare.ts'

/** The registered lane: operations that were known when the apps were built, planned and compiled once. */
export interface Lane {
  apiSchema: GraphQLSchema
  /** Undefined: no app of ours has this operation. */
  find(id: string): Prepared | undefined
  run(prepared: Prepared, variables: Variables | undefined, facts: RequestFacts): Answer | Promise<Answer>
  /** A stream of answers as JSON in UTF-8, whose events join other subgraphs, or the refusal. `factsOf` says who watches, anew for every event. */
  subscribe(prepared: Prepared, variables: Variables | undefined, factsOf: () => Promise<RequestFacts>): Promise<AsyncIterableIterator<Buffer> | ExecutionResult>
  /** Prepares every operation, one at a time between other work. */
  warm(): Promise<void>
}

export interface LaneOptions {
  supergraphSdl: string
  subgraphs: Pick<Subgraphs, 'prepare' | 'subscribe'>
  operations: RegisteredOperations
  log: Logger
}

export function createLane({ supergraphSdl, subgraphs, operations, log }: LaneOptions): Lane {
  const preparer = createPreparer(supergraphSdl, (name, operation) => subgraphs.prepare(name, operation))
  const prepared = new Map<string, Prepared>()
  /** Answers that several watchers are given are written once. */
  const texts = new WeakMap<ExecutionResult, Promise<Buffer>>()

  function find(id: string): Prepared | undefined {
    const known = prepared.get(id)
    if (known) return known
    const source = operations.find(id)
    if (source === undefined) return undefined
    const fresh = preparer.prepare(source)
    prepared.set(id, fresh)
    return fresh
  }

  async function subscribe(operation: Prepared, given: Variables | undefined, factsOf: () => Promise<RequestFacts>): Promise<AsyncIterableIterator<Buffer> | ExecutionResult> {
    const facts = await factsOf()
    const { coerced, errors } = operation.coerce(given)
    if (errors) return { errors: errors.map(variableError) }
    const variant = operation.variantFor(coerced)
    if (!variant.primary) throw new Error('Not a subscription')
    const { serviceName, operationName, variableUsages = [] } = variant.primary
    const variables = Object.fromEntries(variableUsages.filter((name) => coerced[name] !== undefined).map((name) => [name, coerced[name]]))
    const events = await subgraphs.subscribe(serviceName, { query: variant.primary.operation, operationName, variables }, factsOf, { operation: variant, variables: coerced })
    if (!isStream(events)) return asResult(settleOutcome({ errors: events.errors ?? [], holes: [] }, log, facts.requestId))

    const answer = async (event: ExecutionResult): Promise<Buffer> => {
      const seenBy = await factsOf()
      if (!event.data) return Buffer.from(answerText(settleOutcome({ errors: event.errors ?? [], holes: [] }, log, seenBy.requestId)))
      const outcome = await runVariant(variant, { root: event.data, variables: coerced, facts: seenBy, errors: [...(event.errors ?? [])] })
      return Buffer.from(answerText(settleOutcome(outcome, log, seenBy.requestId)))
    }
    return mapStream(events, (event) => {
      const known = texts.get(event)
      if (known) return known
      const text = answer(event)
      texts.set(event, text)
      return text
    })
  }

  return {
    apiSchema: preparer.apiSchema,
    find, subscribe,
    run(operation, given, facts) {
      const { coerced, errors } = operation.coerce(given)
      if (errors) return { errors: errors.map(variableError) }
      const outcome = runOperation(operation, coerced, facts)
      if (outcome instanceof Promise) return outcome.then((one) => settleOutcome(one, log, facts.requestId))
      return settleOutcome(outcome, log, facts.requestId)
    },
    async warm() {
      for (const id of operations.ids()) {
        await new Promise((resolve) => setImmediate(resolve))
        try {
          const found = find(id)
          found?.variantFor(Object.fromEntries(found.flagNames.map((name) => [name, true])))
        } catch (error) {
          log.error({ err: error, operation: id }, 'registered operation cannot be prepared')
        }
      }
    },
  }
}

export const notRegistered = () => new Refusal('OPERATION_NOT_REGISTERED')

/** A refusal, which sockets write themselves. */
const asResult = ({ data, errors }: Answer): ExecutionResult => ({ ...(data !== undefined && { data: JSON.parse(data) as Record<string, unknown> }), ...(errors?.length && { errors }) })
