import { GraphQLError, isEnumType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType, isUnionType, Kind, parse, type GraphQLAbstractType, type GraphQLField, type GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema } from 'graphql'
import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { answerEntities } from '@hospital/subgraph/entities'
import { SUBGRAPH_SDL } from './world-schema.ts'

/** How often the world answers null, and how often it fails. */
export interface Weather {
  nulls: number
  errors: number
}

interface Thing {
  __typename: string
  id?: string
  /** What its values depend on. */
  k: string
}

export function composeWorld(): string {
  const { supergraphSdl, errors } = composeServices(Object.entries(SUBGRAPH_SDL).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })))
  if (!supergraphSdl) throw new AggregateError(errors ?? [], errors?.map(({ message }) => message).join('\n'))
  return supergraphSdl
}

/** The world cut into subgraphs. Every value depends on its type, its thing, its field and arguments alone, so all see the same. */
export function worldSubgraphs(weather: Weather): Record<string, GraphQLSchema> {
  return Object.fromEntries(Object.entries(SUBGRAPH_SDL).map(([name, sdl]) => [name, subgraph(sdl, weather)]))
}

function subgraph(sdl: string, weather: Weather): GraphQLSchema {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }])
  giveResolvers(schema, weather, (source, field) => requiredOf(field, source as Record<string, unknown>))
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_') || type === schema.getQueryType()) continue
    const resolveReference = (reference: { id?: string; mrn?: string }) => {
      const k = reference.id ?? reference.mrn!.slice(1)
      const place = hash(type.name + k + sdl.length)
      if ((place % 100) / 100 < weather.nulls) return null
      if (((place >>> 8) % 100) / 100 < weather.errors) throw new GraphQLError('no such reference')
      return { ...reference, id: reference.id ?? k, k }
    }
    type.extensions = { ...type.extensions, apollo: { subgraph: { resolveReference } } }
  }
  return answerEntities(schema)
}

/** What a field was given of other subgraphs, as part of what its value depends on. */
function requiredOf({ astNode }: GraphQLField<unknown, unknown>, source: Record<string, unknown>): string {
  const requires = astNode?.directives?.find(({ name }) => name.value === 'requires')?.arguments?.[0]?.value
  if (requires?.kind !== Kind.STRING) return ''
  const names = requires.value.replace(/\{.*?\}/g, '').match(/\w+/g) ?? []
  return canonical(names.map((name) => source[name]))
}

/** The same world as one schema: what any executor of the subgraphs has to agree with where nothing fails. */
export function worldMonolith(schema: GraphQLSchema): GraphQLSchema {
  const fair: Weather = { nulls: 0, errors: 0 }
  const valueOf = (type: string, field: string, k: string) => fake(schema, (schema.getType(type) as GraphQLObjectType).getFields()[field]!.type, `${type}.${field}({})@${k}`, fair)
  const contactOf = (k: string) => {
    const contact = valueOf('Patient', 'contact', k) as Thing
    return { phone: valueOf('Contact', 'phone', contact.k) }
  }
  const required: Record<string, (k: string) => string> = {
    'Patient.bmi': (k) => canonical([valueOf('Patient', 'weightKg', k), valueOf('Patient', 'heightCm', k)]),
    'Patient.callSheet': (k) => canonical([contactOf(k)]),
    'Encounter.rxNote': (k) => canonical([valueOf('Encounter', 'at', k)]),
  }
  giveResolvers(schema, fair, (source, field, type) => required[`${type.name}.${field.name}`]?.((source as Thing).k) ?? '')
  return schema
}

type Required = (source: unknown, field: GraphQLField<unknown, unknown>, type: GraphQLObjectType) => string

function giveResolvers(schema: GraphQLSchema, weather: Weather, required: Required): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('_')) continue
    if (isUnionType(type) || isInterfaceType(type)) type.resolveType = (value) => (value as Thing).__typename
    if (!isObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue
      const external = field.astNode?.directives?.some(({ name }) => name.value === 'external')
      field.resolve = (source: unknown, args) => {
        const thing = (source ?? {}) as Thing & Record<string, unknown>
        if (field.name === 'id' && thing.id) return thing.id
        if (field.name === 'mrn' && thing.k) return `M${thing.k}`
        if (external && field.name in thing) return thing[field.name]
        return fake(schema, field.type, `${type.name}.${field.name}(${canonical(args)})@${thing.k ?? ''}${required(thing, field, type)}`, weather)
      }
    }
  }
}

function fake(schema: GraphQLSchema, type: GraphQLOutputType, seed: string, weather: Weather): unknown {
  const h = hash(seed)
  if (isNonNullType(type)) {
    const value = fake(schema, type.ofType, seed, weather)
    return value === null && (h % 1000) / 1000 > weather.nulls / 4 ? fake(schema, type.ofType, `${seed}!`, weather) : value
  }
  if ((h % 997) / 997 < weather.nulls) return null
  if (((h >>> 7) % 991) / 991 < weather.errors) throw new GraphQLError(`boom ${h % 7}`, h & 1 ? { extensions: { code: 'FORBIDDEN' } } : undefined)
  if (isListType(type)) return Array.from({ length: h % 4 }, (_, i) => orError(() => fake(schema, type.ofType, seed + i, weather)))
  if (isEnumType(type)) return byName(type.getValues())[h % type.getValues().length]!.name
  if (isLeafType(type)) return LEAVES[type.name]!(h)
  const actual = isObjectType(type) ? type : byName(schema.getPossibleTypes(type as GraphQLAbstractType))[h % schema.getPossibleTypes(type as GraphQLAbstractType).length]!
  const { id, mrn } = actual.getFields()
  return { __typename: actual.name, id: `i${h % 9}`, k: id || mrn ? `i${h % 9}` : `v${h % 50}` } satisfies Thing
}

const TEXTS = ['张三', 'quote " back \\', 'line\nfeed', 'plain', '😀', '\u2028x']
const LEAVES: Record<string, (h: number) => unknown> = {
  Int: (h) => h % 100,
  Float: (h) => (h % 1000) / 8,
  Boolean: (h) => !!(h & 1),
  ID: (h) => `i${h % 9}`,
  String: (h) => TEXTS[h % 6] + String(h % 50),
  JSON: (h) => [{ a: 1, b: [h % 5, { c: null }] }, [1, 2], 'text', 5, true][h % 5],
}

function orError(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const byName = <T extends { name: string }>(all: readonly T[]) => [...all].sort((a, b) => (a.name < b.name ? -1 : 1))

/** The same text for the same value, whatever the order of its keys. */
export const canonical = (value: unknown): string => JSON.stringify(value, (_key, part: unknown) => (part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part))

function hash(text: string): number {
  let h = 2166136261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  h = Math.imul(h ^ (h >>> 13), 0x5bd1e995)
  return (h ^ (h >>> 15)) >>> 0
}
