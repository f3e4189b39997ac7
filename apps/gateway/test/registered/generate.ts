import { isAbstractType, isCompositeType, isEnumType, isInputObjectType, isListType, isNonNullType, isRequiredArgument, getNamedType, isUnionType, type GraphQLArgument, type GraphQLCompositeType, type GraphQLInputType, type GraphQLSchema } from 'graphql'

export interface GeneratedOperation {
  query: string
  variables: Record<string, unknown>
}

/** Numbers that are the same on every run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) / 16777216
  }
}

interface Variable {
  type: string
  value: unknown
  isFlag?: boolean
}

/** An enum's value, which is written without quotes. */
class EnumName {
  constructor(readonly name: string) {}
}

const MOST_DEEP = 7
const ALIASES = ['a', 'b', 'name', 'x']

/** One operation with whatever a client may write: aliases, fragments, abstract types, directives, variables with defaults, repeated fields. */
export function generateOperation(schema: GraphQLSchema, random: () => number): GeneratedOperation {
  const int = (below: number) => Math.floor(random() * below)
  const pick = <T>(all: readonly T[]): T => all[int(all.length)]!
  const chance = (share: number) => random() < share
  const variables = new Map<string, Variable>()
  const fragments: { name: string; on: GraphQLCompositeType; body?: string }[] = []
  const unions = Object.values(schema.getTypeMap()).filter(isUnionType)
  let budget = 12

  function input(type: GraphQLInputType, depth = 0): unknown {
    if (isNonNullType(type)) return input(type.ofType, depth)
    if (!depth && chance(0.1)) return null
    if (isListType(type)) return chance(0.3) ? input(type.ofType, depth + 1) : [input(type.ofType, depth + 1)]
    if (isEnumType(type)) return new EnumName(pick(type.getValues()).name)
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || (depth < 2 && chance(0.4)))
      return Object.fromEntries(fields.map((field) => [field.name, input(field.type, depth + 1)]))
    }
    const scalars: Record<string, () => unknown> = { Int: () => int(5), Float: () => int(50) / 4, Boolean: () => chance(0.5), ID: () => `i${int(9)}`, String: () => pick(['a', 'é"x', 'M i2', '']) }
    return scalars[type.name]?.() ?? null
  }

  function argument({ name, type }: GraphQLArgument): string {
    const value = input(type)
    if (!chance(0.4)) return `${name}: ${value === null && isNonNullType(type) ? '1' : literal(value)}`
    const variable = `v${variables.size}`
    variables.set(variable, { type: String(type), value })
    return `${name}: $${variable}`
  }

  function flag(): string {
    const flags = [...variables].filter(([, { isFlag }]) => isFlag)
    if (flags.length && chance(0.6)) return `$${pick(flags)[0]}`
    const name = `b${variables.size}`
    variables.set(name, { type: chance(0.8) ? 'Boolean!' : `Boolean! = ${chance(0.5)}`, value: chance(0.5), isFlag: true })
    return `$${name}`
  }

  function directives(): string {
    const include = chance(0.12) ? ` @include(if: ${chance(0.25) ? chance(0.7) : flag()})` : ''
    return include + (chance(0.06) ? ` @skip(if: ${chance(0.25) ? chance(0.3) : flag()})` : '')
  }

  /** Types whose fragments may stand on this one. */
  function conditions(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type]
    return [...new Set<GraphQLCompositeType>([...possible, ...possible.flatMap((one) => one.getInterfaces()), type, ...unions.filter((union) => possible.some((one) => schema.isSubType(union, one)))])]
  }

  function spread(type: GraphQLCompositeType, depth: number): string {
    const fitting = fragments.filter(({ on, body }) => body !== undefined && conditions(type).includes(on))
    if (fitting.length && chance(0.4)) return `...${pick(fitting).name}${directives()}`
    const fragment: (typeof fragments)[number] = { name: `F${fragments.length}`, on: pick(conditions(type)) }
    fragments.push(fragment)
    fragment.body = selection(fragment.on, depth + 1)
    return `...${fragment.name}${directives()}`
  }

  function inline(type: GraphQLCompositeType, depth: number): string {
    if (chance(0.15)) return `...${directives()} ${selection(type, depth + 1)}`
    const condition = pick(conditions(type))
    return `... on ${condition.name}${directives()} ${selection(condition, depth + 1)}`
  }

  function field(type: Exclude<GraphQLCompositeType, { getFields?: never }>, depth: number): string[] {
    const chosen = pick(Object.values('getFields' in type ? type.getFields() : {}))
    const below = getNamedType(chosen.type)
    if (isCompositeType(below) && depth > 5) return []
    budget--
    const given = chosen.args.filter((one) => isRequiredArgument(one) || chance(0.6)).map(argument)
    const call = chosen.name + (given.length ? `(${given.join(', ')})` : '')
    const alias = chance(0.12) ? `${pick(ALIASES)}: ` : ''
    const first = `${alias}${call}${directives()}${isCompositeType(below) ? ` ${selection(below, depth + 1)}` : ''}`
    return chance(0.08) && isCompositeType(below) ? [first, `${call} ${selection(below, depth + 1)}`] : [first]
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    if (depth > MOST_DEEP || budget <= 0) return '{ __typename }'
    budget -= 0.5
    const parts: string[] = []
    for (let left = 1 + int(depth > 4 ? 2 : 4); left > 0 && budget > 0; left--) {
      const roll = random()
      if (roll < 0.12) parts.push(`${chance(0.3) ? 'kindOf: ' : ''}__typename${directives()}`)
      else if (roll < 0.3 || isUnionType(type)) parts.push(inline(type, depth))
      else if (roll < 0.42 && depth < 5) parts.push(spread(type, depth))
      else parts.push(...field(type as never, depth))
    }
    return `{ ${parts.length ? parts.join(' ') : '__typename'} }`
  }

  const kind = chance(0.08) ? 'mutation' : 'query'
  const body = selection(kind === 'query' ? schema.getQueryType()! : schema.getMutationType()!, 0)
  const text = withFragments(body, fragments)
  const used = [...variables].filter(([name]) => new RegExp(`\\$${name}\\b`).test(text))
  const head = used.length ? `(${used.map(([name, { type }]) => `$${name}: ${type}`).join(', ')})` : ''
  const left = (type: string) => (type.includes('=') || !type.endsWith('!')) && chance(0.3)
  return { query: `${kind} Q${head} ${text}`, variables: Object.fromEntries(used.filter(([, { type }]) => !left(type)).map(([name, { value }]) => [name, json(value)])) }
}

/** The fragments that are reached; unused ones would be refused. */
function withFragments(body: string, fragments: readonly { name: string; on: GraphQLCompositeType; body?: string }[]): string {
  const reached = new Set<string>()
  const mark = (text: string) => {
    for (const [, name] of text.matchAll(/\.\.\.(F\d+)/g)) {
      if (reached.has(name!)) continue
      reached.add(name!)
      mark(fragments.find((fragment) => fragment.name === name)!.body!)
    }
  }
  mark(body)
  return [body, ...fragments.filter(({ name }) => reached.has(name)).map((fragment) => `fragment ${fragment.name} on ${fragment.on.name} ${fragment.body}`)].join(' ')
}

function literal(value: unknown): string {
  if (value instanceof EnumName) return value.name
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (value && typeof value === 'object') return `{ ${Object.entries(value).map(([key, part]) => `${key}: ${literal(part)}`).join(', ')} }`
  return JSON.stringify(value)
}

function json(value: unknown): unknown {
  if (value instanceof EnumName) return value.name
  if (Array.isArray(value)) return value.map(json)
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, json(part)]))
  return value
}
