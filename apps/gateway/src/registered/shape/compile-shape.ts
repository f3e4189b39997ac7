import { isCompositeType, isListType, isNonNullType, isObjectType, type FieldNode, type GraphQLCompositeType, type GraphQLList, type GraphQLOutputType, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'
import { collectFields, type DecidedOperation } from './collect.ts'
import { elementPlace, fieldPlace, report, type Holes, type Place, type Writer } from './holes.ts'
import { leafText } from './leaf.ts'

export interface Shaped {
  /** JSON text. */
  data: string
  holes: Holes['errors']
}

/** Writes the answer's JSON text from the merged tree. Throws where a subgraph answered something of another kind than the schema says. */
export type Shape = (tree: unknown) => Shaped

export function compileShape(operation: DecidedOperation, definition: OperationDefinitionNode): Shape {
  const write = objectWriter(operation, [definition.selectionSet], operation.schema.getRootType(definition.operation)!)!
  const once = (tree: unknown, holes: Holes) => write(tree, holes) ?? 'null'
  return (tree) => {
    const found: Holes = { count: 0, errors: [] }
    const data = once(tree, found)
    if (!found.count) return { data, holes: found.errors }
    const placed: Holes = { count: 0, path: [], errors: [] }
    return { data: once(tree, placed), holes: placed.errors }
  }
}

function valueWriter(operation: DecidedOperation, type: GraphQLOutputType, sets: readonly SelectionSetNode[], place: Place): Writer {
  if (!isNonNullType(type)) return nullableWriter(operation, type, sets, place)
  const write = nullableWriter(operation, type.ofType, sets, place)
  const missing = (last: string | number | undefined) => `Cannot return null for non-nullable ${place(last)}.`
  return (value, holes) => {
    if (value === null || value === undefined) {
      report(holes, missing)
      return undefined
    }
    return write(value, holes) ?? undefined
  }
}

function nullableWriter(operation: DecidedOperation, type: Exclude<GraphQLOutputType, { ofType: never }>, sets: readonly SelectionSetNode[], place: Place): Writer {
  if (isListType(type)) return listWriter(operation, type, sets)
  if (isCompositeType(type)) return compositeWriter(operation, type, sets, place)
  const text = leafText(type as Parameters<typeof leafText>[0])
  return (value, holes) => {
    if (value === null || value === undefined) return 'null'
    const written = text(value)
    if (written !== undefined) return written
    report(holes, (last) => `Invalid value found for ${place(last)}.`)
    return null
  }
}

function listWriter(operation: DecidedOperation, type: GraphQLList<GraphQLOutputType>, sets: readonly SelectionSetNode[]): Writer {
  const element = isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType
  const write = valueWriter(operation, type.ofType, sets, elementPlace(String(element)))
  return (value, holes) => {
    if (value === null || value === undefined) return 'null'
    if (!Array.isArray(value)) throw new Error(`Not a list: ${typeof value} for ${String(type)}`)
    const { path } = holes
    let text = '['
    let bubbles = false
    for (let i = 0; i < value.length; i++) {
      path?.push(i)
      const written = write(value[i], holes)
      path?.pop()
      if (written === undefined) bubbles = true
      else text += i ? `,${written}` : `${written}`
    }
    return bubbles ? null : `${text}]`
  }
}

function compositeWriter(operation: DecidedOperation, type: GraphQLCompositeType, sets: readonly SelectionSetNode[], place: Place): Writer {
  const writers = new Map<unknown, Writer | undefined>()
  const own = isObjectType(type) ? type.name : undefined
  let declared: Writer | undefined

  function writerOf(typename: unknown): Writer | undefined {
    if (typename === undefined || typename === null || typename === own) return (declared ??= objectWriter(operation, sets, type))
    if (!writers.has(typename)) {
      const actual = operation.schema.getType(String(typename))
      writers.set(typename, isCompositeType(actual) ? objectWriter(operation, sets, actual) : undefined)
    }
    return writers.get(typename)
  }

  return (value, holes) => {
    if (value === null || value === undefined) return 'null'
    if (typeof value !== 'object') throw new Error(`Not an object: ${typeof value} for ${type.name}`)
    const write = writerOf((value as { __typename?: unknown }).__typename)
    if (write) return write(value, holes) ?? null
    report(holes, (last) => `Invalid __typename found for object at ${place(last)}.`)
    return null
  }
}

/** Undefined where the type lacks one of the fields: a subgraph says that it is what it cannot be. */
function objectWriter(operation: DecidedOperation, sets: readonly SelectionSetNode[], type: GraphQLCompositeType): Writer | undefined {
  const keys: string[] = []
  const heads: string[] = []
  const writers: Writer[] = []
  for (const [key, nodes] of collectFields(operation, sets, type)) {
    const writer = fieldWriter(operation, nodes, type, key)
    if (!writer) return undefined
    heads.push(`${keys.length ? ',' : '{'}${JSON.stringify(key)}:`)
    keys.push(key)
    writers.push(writer)
  }
  if (!keys.length) return () => '{}'
  return (value, holes) => {
    const { path } = holes
    let text = ''
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!
      path?.push(key)
      const written = writers[i]!((value as Record<string, unknown>)[key], holes)
      path?.pop()
      if (written === undefined) return undefined
      text += heads[i]! + written
    }
    return `${text}}`
  }
}

function fieldWriter(operation: DecidedOperation, nodes: readonly FieldNode[], type: GraphQLCompositeType, key: string): Writer | undefined {
  const name = nodes[0]!.name.value
  if (name === '__typename') {
    const text = isObjectType(type) ? `"${type.name}"` : undefined
    return (_value, holes) => {
      if (text === undefined) report(holes, () => `Cannot tell the type of ${type.name}.`)
      return text
    }
  }
  if (name.startsWith('__')) throw new Error('Questions about the schema itself are for the open lane')
  const field = 'getFields' in type ? type.getFields()[name] : undefined
  return field && valueWriter(operation, field.type, nodes.flatMap(({ selectionSet }) => selectionSet ?? []), fieldPlace(type.name, key))
}
