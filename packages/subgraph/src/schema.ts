import 'reflect-metadata'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import DataLoader from 'dataloader'
import { parse, type GraphQLSchema } from 'graphql'
import { buildSchema, createResolversMap, type ClassType, type NonEmptyArray, type PubSub } from 'type-graphql'
import type { Context } from './context.ts'
import { authChecker } from './permission.ts'

/** Loads entities by id, in any order, for `_entities`: invisible and missing ones are simply not among them. */
export type EntityLoader<C extends Context = Context> = (ctx: C, ids: readonly string[]) => Promise<readonly { id: string }[]>

export interface SchemaParts<C extends Context = Context> {
  resolvers: NonEmptyArray<Function>
  /** Entities and implementations that no root field reaches. */
  types: readonly ClassType[]
  /** GraphQL type name → loader. A stub of another subgraph's entity needs none: its key is all it has. */
  references: Record<string, EntityLoader<C>>
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
export async function buildFederatedSchema<C extends Context>({ resolvers, types, references }: SchemaParts<C>): Promise<{ schema: GraphQLSchema; sdl: string }> {
  const inner = await buildSchema({ resolvers, orphanedTypes: [...types], validate: false, skipCheck: true, authChecker, pubSub: UNUSED_PUB_SUB })
  const sdl = LINK + printSchemaWithDirectives(inner)
  const map = createResolversMap(inner) as Record<string, Record<string, unknown>>
  for (const [type, load] of Object.entries(references)) map[type] = { ...map[type], __resolveReference: batchedReference(type, load) }
  return { schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map as never }]), sdl }
}

/** Only batches: a remembered row would be stale after a mutation's next field or a stream's next event. */
const BATCHED = { cache: false }

const loaders = new WeakMap<Context, Map<string, DataLoader<string, object | null>>>()

/** All references of one type in one request become one load; a failing one fails alone. */
function batchedReference<C extends Context>(type: string, load: EntityLoader<C>) {
  return ({ id }: { id: string }, ctx: C) => {
    const own = loaders.get(ctx) ?? new Map<string, DataLoader<string, object | null>>()
    loaders.set(ctx, own)
    let loader = own.get(type)
    if (!loader) {
      loader = new DataLoader(async (ids: readonly string[]) => {
        const rows = new Map((await load(ctx, [...new Set(ids)])).map((row) => [row.id, row]))
        return ids.map((key) => rows.get(key) ?? null)
      }, BATCHED)
      own.set(type, loader)
    }
    return loader.load(id)
  }
}

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
