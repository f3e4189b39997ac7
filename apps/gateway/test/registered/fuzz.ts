import { execute, GraphQLError, parse, specifiedRules, validate, type GraphQLSchema } from 'graphql'
import { Supergraph } from '@apollo/federation-internals'
import { ANONYMOUS } from '@hospital/access/viewer'
import { keyAlias } from '../../src/limits/key-alias.ts'
import { keyFieldsOf } from '../../src/limits/key-fields.ts'
import { runOperation } from '../../src/registered/executor.ts'
import { createPreparer } from '../../src/registered/prepare.ts'
import { prepareInProcess } from '@hospital/subgraph/in-process'
import { generateOperation, seededRandom, type GeneratedOperation } from './generate.ts'
import { openStock } from './stock.ts'
import { canonical, composeWorld, worldMonolith, worldSubgraphs, type Weather } from './world.ts'

const FACTS = { viewer: ANONYMOUS, requestId: 'fuzz', origin: { ip: null, userAgent: null } }
export const FAIR: Weather = { nulls: 0, errors: 0 }

interface Answer {
  data: string
  errors: readonly GraphQLError[]
}

type Runner = (operation: GeneratedOperation) => Promise<Answer>

export interface Fault extends GeneratedOperation {
  /** `both`: stock and we are wrong alike, as the plan leaves out what is empty. */
  whose: 'ours' | 'both' | 'differ'
  ours: string
  stock: string
  oracle?: string
}

export interface FuzzReport {
  ran: number
  withErrors: number
  faults: Fault[]
  /** How often Apollo's gateway alone is wrong. */
  stockFaults: number
}

/** Runs generated operations through our executor, Apollo's, and one merged schema, which knows the right answer where nothing fails. */
export async function fuzz({ count, seed, weather }: { count: number; seed: number; weather: Weather }): Promise<FuzzReport> {
  const supergraphSdl = composeWorld()
  const rules = [...specifiedRules, keyAlias(keyFieldsOf(supergraphSdl))]
  const apiSchema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema()
  const fair = await openRunners(supergraphSdl, FAIR)
  const foul = weather === FAIR ? undefined : await openRunners(supergraphSdl, weather)
  const random = seededRandom(seed)
  const report: FuzzReport = { ran: 0, withErrors: 0, faults: [], stockFaults: 0 }

  async function judge(operation: GeneratedOperation): Promise<void> {
    const [ours, stock, oracle] = [await fair.ours(operation), await fair.stock(operation), await fair.oracle(operation)]
    const stockIsRight = stock.data === oracle.data
    if (!stockIsRight && ours.data === oracle.data) report.stockFaults++
    else if (ours.data !== oracle.data) report.faults.push({ ...operation, whose: stockIsRight ? 'ours' : 'both', ours: text(ours), stock: text(stock), oracle: oracle.data })
  }

  async function compare(operation: GeneratedOperation, { ours: askOurs, stock: askStock }: Pick<typeof fair, 'ours' | 'stock'>): Promise<void> {
    const [ours, stock] = [await askOurs(operation), await askStock(operation)]
    if (ours.errors.length) report.withErrors++
    if (ours.data === stock.data && Boolean(ours.errors.length) === Boolean(stock.errors.length)) return
    const known = report.stockFaults
    await judge(operation)
    // What stock gets wrong in fair weather it gets wrong in foul weather too.
    if (report.stockFaults === known) report.faults.push({ ...operation, whose: 'differ', ours: text(ours), stock: text(stock) })
  }

  try {
    while (report.ran < count) {
      const operation = generateOperation(apiSchema, random)
      if (validate(apiSchema, parse(operation.query), rules).length) continue
      report.ran++
      await (foul ? compare(operation, foul) : judge(operation))
    }
    return report
  } finally {
    await Promise.all([fair.stop(), foul?.stop()])
  }
}

async function openRunners(supergraphSdl: string, weather: Weather): Promise<{ ours: Runner; stock: Runner; oracle: Runner; stop(): Promise<void> }> {
  const stock = await openStock(supergraphSdl, worldSubgraphs(weather))
  const monolith = worldMonolith(Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema())
  return {
    ours: ourRunner(supergraphSdl, worldSubgraphs(weather)),
    async stock(operation) {
      const { data, errors } = await stock.run(operation)
      return { data: canonical(data), errors }
    },
    async oracle({ query, variables }) {
      const { data = null, errors = [] } = await execute({ schema: monolith, document: parse(query), variableValues: variables })
      return { data: canonical(data), errors }
    },
    stop: stock.stop,
  }
}

function ourRunner(supergraphSdl: string, subgraphs: Record<string, GraphQLSchema>): Runner {
  const { prepare } = createPreparer(supergraphSdl, (name, { query }) => {
    const run = prepareInProcess(subgraphs[name]!, query)
    return (variables) => run(variables, {})
  })
  return async ({ query, variables }) => {
    const prepared = prepare(query)
    const { coerced, errors } = prepared.coerce(variables)
    if (errors) return { data: 'null', errors }
    const { data = 'null', errors: failures, holes } = await runOperation(prepared, coerced, FACTS)
    return { data: canonical(JSON.parse(data)), errors: [...failures, ...holes] }
  }
}

const text = ({ data, errors }: Answer) => `${data} ${JSON.stringify(errors.map(({ message, path }) => [message, path]))}`
