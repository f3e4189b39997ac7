import { createHash } from 'node:crypto'
import { ApolloGateway } from '@apollo/gateway'
import { HeaderMap } from '@apollo/server'
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface'
import { execute, getOperationAST, parse, type GraphQLError, type GraphQLSchema } from 'graphql'
import type { GeneratedOperation } from './generate.ts'

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

export interface StockAnswer {
  data: unknown
  errors: readonly GraphQLError[]
}

/** Apollo's own gateway over the same subgraphs, run by graphql-js. */
export async function openStock(supergraphSdl: string, subgraphs: Record<string, GraphQLSchema>) {
  const gateway = new ApolloGateway({
    supergraphSdl, logger: SILENT,
    buildService: ({ name }) => ({
      async process({ request }) {
        const result = await execute({ schema: subgraphs[name]!, document: parse(request.query!), variableValues: request.variables, operationName: request.operationName })
        return JSON.parse(JSON.stringify(result)) as object
      },
    }),
  })
  const { schema } = await gateway.load()

  async function run({ query, variables }: GeneratedOperation): Promise<StockAnswer> {
    const document = parse(query)
    const { data, errors, extensions } = await gateway.executor({
      document, schema, source: query, queryHash: createHash('sha256').update(query).digest('hex'), operationName: 'Q', operation: getOperationAST(document, 'Q')!,
      request: { query, operationName: 'Q', variables, http: { method: 'POST', headers: new HeaderMap(), search: '', body: {} } },
      context: {}, cache: {}, logger: SILENT, metrics: {}, overallCachePolicy: undefined, requestIsBatched: false,
    } as unknown as GatewayGraphQLRequestContext)
    return { data: data ?? null, errors: errors ?? (extensions?.valueCompletion as GraphQLError[] | undefined) ?? [] }
  }
  return { schema, run, stop: () => gateway.stop() }
}
