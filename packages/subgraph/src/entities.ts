import { isObjectType, type GraphQLObjectType, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql'
import type { Context } from './context.ts'

/** Loads entities by id, in any order, for `_entities`: invisible and missing ones are simply not among them. */
export type EntityLoader<C extends Context = Context> = (ctx: C, ids: readonly string[]) => Promise<readonly { id: string }[]>

interface Representation {
  __typename: string
  id?: string
}

type ResolveReference = (reference: object, ctx: unknown, info: GraphQLResolveInfo) => unknown

/**
 * Answers `_entities` with one load a type instead of @apollo/subgraph's several promises an entity, and at once where nothing has to be
 * loaded. A load that fails fails for the entities of its type alone.
 */
export function answerEntities<C extends Context>(schema: GraphQLSchema, loaders: Readonly<Record<string, EntityLoader<C>>> = {}): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()._entities
  if (!field) return schema
  const stock = field.resolve!
  const objects = new Map(Object.values(schema.getTypeMap()).filter(isObjectType).map((type) => [type.name, type]))
  field.resolve = (root, args: { representations: readonly Representation[] }, ctx: C, info) => {
    const { representations } = args
    // References to an interface are told apart by stock.
    if (!representations.every(({ __typename }) => objects.has(__typename))) return stock(root, args, ctx, info)
    const entities = new Array<unknown>(representations.length)
    const loads = new Map<string, number[]>()
    representations.forEach((representation, index) => {
      const { __typename } = representation
      if (!Object.hasOwn(loaders, __typename)) entities[index] = resolveOne(objects.get(__typename)!, representation, ctx, info)
      else if (loads.has(__typename)) loads.get(__typename)!.push(index)
      else loads.set(__typename, [index])
    })
    if (!loads.size) return entities
    const loaded = [...loads].map(([typename, indexes]) => loadAll(loaders[typename]!, typename, { representations, indexes, entities }, ctx))
    return Promise.all(loaded).then(() => entities)
  }
  return schema
}

interface Wanted {
  representations: readonly Representation[]
  /** Which of them are of one type. */
  indexes: readonly number[]
  entities: unknown[]
}

async function loadAll<C extends Context>(load: EntityLoader<C>, typename: string, { representations, indexes, entities }: Wanted, ctx: C): Promise<void> {
  const ids = new Set(indexes.map((index) => representations[index]!.id!))
  try {
    const rows = new Map((await load(ctx, [...ids])).map((row) => [row.id, row]))
    for (const index of indexes) entities[index] = named(rows.get(representations[index]!.id!) ?? null, typename)
  } catch (error) {
    for (const index of indexes) entities[index] = error
  }
}

function resolveOne(type: GraphQLObjectType, representation: Representation, ctx: unknown, info: GraphQLResolveInfo): unknown {
  const { resolveReference } = (type.extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } }).apollo?.subgraph ?? {}
  if (!resolveReference) return representation
  try {
    const found = resolveReference(representation, ctx, info)
    return found instanceof Promise ? found.then((entity: unknown) => named(entity, type.name)) : named(found, type.name)
  } catch (error) {
    return error
  }
}

/** `_Entity` is told apart by `__typename`. */
function named(entity: unknown, typename: string): unknown {
  if (typeof entity !== 'object' || entity === null || entity instanceof Error) return entity
  const given = (entity as Partial<Representation>).__typename
  if (given === typename) return entity
  if (given !== undefined || !Object.isExtensible(entity)) return { ...entity, __typename: typename }
  return Object.defineProperty(entity, '__typename', { value: typename })
}
