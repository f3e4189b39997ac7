import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway'
import type { GatewayExecutionResult, GatewayGraphQLResponse, GatewayInterface } from '@apollo/server-gateway-interface'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { RequestFacts } from '@hospital/subgraph/definition'
import { Refusal } from '@hospital/subgraph/refusal'
import { settleErrors } from './errors.ts'
import { withinTime } from './limits/time-limit.ts'
import { answerRoot, sequenceSubscriptionPlan, type Feed } from './live/feed.ts'
import type { Subgraphs } from './subgraphs/subgraphs.ts'

export const FEED = Symbol('feed')

/** What travels with an operation through the gateway. */
export interface GatewayContext extends RequestFacts {
  /** Set while the operation is a live one: see `live/feed.ts`. */
  [FEED]?: Feed
}

export type Executor = ApolloGateway['executor']

export interface Supergraph {
  apiSchema: GraphQLSchema
  execute: Executor
  /** Plans a subscription and catches its root fetch in the context's feed; errors are not settled yet. */
  open: Executor
  /** As Apollo Server takes it. */
  gateway: GatewayInterface
  stop(): Promise<void>
}

export interface SupergraphOptions {
  supergraphSdl: string
  subgraphs: Pick<Subgraphs, 'execute'>
  log: Logger
  /** How long one operation may take. */
  operationMs: number
}

/** Plans and runs operations over the subgraphs, by a supergraph that does not change while we run. */
export async function openSupergraph({ supergraphSdl, subgraphs, log, operationMs }: SupergraphOptions): Promise<Supergraph> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => dataSourceOf(name, subgraphs),
    experimental_didResolveQueryPlan: sequenceSubscriptionPlan,
    __exposeQueryPlanExperimental: false,
    logger: log,
  })
  let apiSchema: GraphQLSchema | undefined
  gateway.onSchemaLoadOrUpdate((loaded) => { apiSchema = loaded.apiSchema })
  const loaded = await gateway.load()
  const execute: Executor = async (request) => {
    const facts = request.context as GatewayContext
    const result = await withinTime(operationMs, facts, () => gateway.executor(request)).catch(lateAnswer)
    return settleErrors(result, log, facts.requestId)
  }
  return {
    apiSchema: apiSchema!,
    execute,
    open: gateway.executor,
    gateway: {
      load: async () => ({ schema: loaded.schema, executor: execute }),
      onSchemaLoadOrUpdate(listener) {
        listener({ apiSchema: apiSchema!, coreSupergraphSdl: supergraphSdl })
        return () => {}
      },
      stop: async () => {},
    },
    stop: () => gateway.stop(),
  }
}

function lateAnswer(error: unknown): GatewayExecutionResult {
  if (error instanceof Refusal) return { data: null, errors: [error] }
  throw error
}

function dataSourceOf(name: string, subgraphs: Pick<Subgraphs, 'execute'>): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const { query = '', variables, operationName } = request
      const facts = context as GatewayContext
      if (facts.signal?.aborted) return { data: null, errors: [new Refusal('TIMED_OUT')] } as GatewayGraphQLResponse
      const operation = { query, variables, operationName }
      const answer = query.startsWith('subscription') ? answerRoot(facts[FEED], name, operation) : await subgraphs.execute(name, operation, facts)
      return answer as GatewayGraphQLResponse
    },
  }
}
