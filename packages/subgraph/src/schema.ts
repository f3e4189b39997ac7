import 'reflect-metadata'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import DataLoader from 'dataloader'
import { isAbstractType, parse, type GraphQLSchema } from 'graphql'
import { buildSchema, createResolversMap, type ClassType, type NonEmptyArray, type PubSub } from 'type-graphql'
import type { Context } from './context.ts'
import { tagContract } from './contract.ts'
import { answerEntities, type EntityLoader } from './entities.ts'
import { authChecker } from './permission.ts'

export interface SchemaParts<C extends Context = Context> {
  resolvers: NonEmptyArray<Function>
  /** Entities and implementations that no root field reaches. */
  types: readonly ClassType[]
  /** GraphQL type name → loader. A stub of another subgraph's entity needs none: its key is all it has. */
  references: Record<string, EntityLoader<C>>
  /** What third parties may see: see `contract.ts`. */
  contract?: readonly string[]
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag", "@interfaceObject"])\n'

/** type-graphql wants one beside any subscription; ours read the database (`followStream`). */
const UNUSED_PUB_SUB: PubSub = {
  publish() {},
  subscribe() {
    throw new Error('A subscription without its own `subscribe`')
  },
}

/** type-graphql classes → federated subgraph schema and the SDL that composition reads. */
export async function buildFederatedSchema<C extends Context>({ resolvers, types, references, contract = [] }: SchemaParts<C>): Promise<{ schema: GraphQLSchema; sdl: string }> {
  const inner = await buildSchema({ resolvers, orphanedTypes: [...types], validate: false, skipCheck: true, authChecker, pubSub: UNUSED_PUB_SUB })
  tagContract(inner, contract)
  const sdl = LINK + printSchemaWithDirectives(inner)
  const map = createResolversMap(inner) as Record<string, Record<string, unknown>>
  for (const { name } of Object.values(inner.getTypeMap()).filter(isAbstractType)) map[name] = { ...map[name], __resolveType: namedType }
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map as never }])
  return { schema: answerEntities(schema, references), sdl }
}

/** type-graphql answers later, for which graphql-jit does not wait. */
const namedType = ({ __typename }: { __typename?: string }) => __typename

/** Only batches: a remembered row would be stale after a mutation's next field or a stream's next event. */
const BATCHED = { cache: false }

const loaders = new WeakMap<Context, Map<string, DataLoader<string, object | null>>>()

/** Batches a field's look-ups by key within one request: `batch(ctx, 'order by subject', ids => …)` then `.load(id)`. */
export function batch<V>(ctx: Context, name: string, load: (keys: readonly string[]) => Promise<Map<string, V>>): DataLoader<string, V | null> {
  const own = loaders.get(ctx) ?? new Map<string, DataLoader<string, object | null>>()
  loaders.set(ctx, own)
  const key = `batch ${name}`
  if (!own.has(key)) {
    own.set(key, new DataLoader(async (keys: readonly string[]) => {
      const found = await load([...new Set(keys)])
      return keys.map((one) => (found.get(one) ?? null) as object | null)
    }, BATCHED))
  }
  return own.get(key) as unknown as DataLoader<string, V | null>
}
