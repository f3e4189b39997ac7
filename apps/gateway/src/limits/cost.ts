import { getNamedType, getNullableType, isCompositeType, isListType, Kind, OperationTypeNode, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLCompositeType, type GraphQLField, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'
import { fragmentsOf } from './fragments.ts'
import { overLimit } from './over-limit.ts'

export type Variables = Readonly<Record<string, unknown>>

const SIZES = ['first', 'last']
/** A page whose size is left out. */
const USUAL_PAGE = 20
/** A list without pages: clinics of a day, segments of a clinic. */
const USUAL_LIST = 10
/** What is more than a look-up by key, beside the things that it gives. */
const DEAR = { mutation: 10, search: 10, count: 5 }

/**
 * What an operation costs at most: one for every object that it may load, ten for a search or a mutation, five for a total; values cost nothing.
 * A page multiplies what is asked of its things. Page sizes come from literals and from variables. Refuses pages of more than `items`.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables, items: number): number {
  const walk = { schema, fragments: fragmentsOf(document), variables: withDefaults(operation, variables), items }
  const root = schema.getRootType(operation.operation)
  const mutations = operation.operation === OperationTypeNode.MUTATION ? operation.selectionSet.selections.length * DEAR.mutation : 0
  return root ? mutations + costOfSet(walk, root, operation.selectionSet, 0) : 0
}

interface Walk {
  schema: GraphQLSchema
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  variables: Variables
  items: number
}

/** `page`: how many things the page holds whose `nodes` or `edges` are asked for; 0 outside of a page. */
function costOfSet(walk: Walk, parent: GraphQLCompositeType, { selections }: SelectionSetNode, page: number): number {
  let cost = 0
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      cost += costOfField(walk, parent, selection, page)
      continue
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection
    const narrowed = fragment?.typeCondition && walk.schema.getType(fragment.typeCondition.name.value)
    if (fragment) cost += costOfSet(walk, narrowed && isCompositeType(narrowed) ? narrowed : parent, fragment.selectionSet, page)
  }
  return cost
}

function costOfField(walk: Walk, parent: GraphQLCompositeType, node: FieldNode, page: number): number {
  const field = fieldOf(parent, node.name.value)
  if (!field) return 0
  const asked = pageSizeOf(walk, field, node)
  const dear = DEAR.search * Number(isGiven(walk, node, 'search')) + DEAR.count * Number(node.name.value === 'totalCount')
  const type = getNamedType(field.type)
  if (!node.selectionSet || !isCompositeType(type)) return dear
  const isList = isListType(getNullableType(field.type))
  const isPage = asked > 0 && !isList
  const times = isList ? page || asked || USUAL_LIST : 1
  return dear + times * (1 + costOfSet(walk, type, node.selectionSet, isPage ? asked : 0))
}

const fieldOf = (parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined =>
  'getFields' in parent ? parent.getFields()[name] : undefined

function pageSizeOf({ variables, items }: Walk, field: GraphQLField<unknown, unknown>, node: FieldNode): number {
  if (!field.args.some(({ name }) => SIZES.includes(name))) return 0
  const given = node.arguments?.find(({ name }) => SIZES.includes(name.value))?.value
  const size = given?.kind === Kind.INT ? Number(given.value) : given?.kind === Kind.VARIABLE ? variables[given.name.value] : undefined
  if (typeof size !== 'number') return USUAL_PAGE
  if (size > items) throw overLimit('listSize', items, [node])
  return Math.max(1, size)
}

function isGiven({ variables }: Walk, node: FieldNode, name: string): boolean {
  const given = node.arguments?.find((argument) => argument.name.value === name)?.value
  return given !== undefined && given.kind !== Kind.NULL && (given.kind !== Kind.VARIABLE || variables[given.name.value] != null)
}

function withDefaults({ variableDefinitions = [] }: OperationDefinitionNode, given: Variables): Variables {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) => (defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : []))
  return { ...Object.fromEntries(defaults), ...given }
}

/** Refuses variables with more than `most` values, or nested deeper than any input of ours. */
export function measureVariables(variables: unknown, most: number): void {
  let values = 0
  const count = (value: unknown, depth: number): void => {
    if (++values > most) throw overLimit('values', most)
    if (typeof value !== 'object' || value === null) return
    if (depth > DEEPEST_VALUE) throw overLimit('valueDepth', DEEPEST_VALUE)
    for (const inner of Array.isArray(value) ? value : Object.values(value)) count(inner, depth + 1)
  }
  count(variables, 0)
}

const DEEPEST_VALUE = 16
