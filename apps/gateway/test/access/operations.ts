import { getNamedType, isAbstractType, isLeafType, isListType, isNonNullType, isObjectType, isRequiredArgument, type GraphQLField, type GraphQLOutputType, type GraphQLSchema } from 'graphql'

/** The smallest selection that shows whether something was reached. */
export function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  if (isAbstractType(named)) return '{ __typename }'
  const fields = Object.values(named.getFields()).filter((field) => !field.args.some(isRequiredArgument))
  const nodes = fields.find(({ name }) => name === 'nodes')
  if (nodes) return `{ nodes ${selectionOf(nodes.type)} }`
  const leaf = fields.find(({ name }) => name === 'id') ?? fields.find((field) => isLeafType(getNamedType(field.type)))
  return leaf ? `{ ${leaf.name} }` : '{ __typename }'
}

export interface MatrixOperation {
  source: string
  variables: Record<string, unknown>
}

/** One root field by itself with these arguments, all of them as variables. */
export function rootOperation(schema: GraphQLSchema, kind: 'query' | 'mutation' | 'subscription', field: GraphQLField<unknown, unknown>, args: Record<string, unknown>): MatrixOperation {
  const used = field.args.filter(({ name }) => name in args)
  const declared = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')
  const given = used.map(({ name }) => `${name}: $${name}`).join(', ')
  return { source: `${kind}${declared && ` (${declared})`} { ${field.name}${given && `(${given})`} ${selectionOf(field.type)} }`, variables: args }
}

/** Whether an answer holds anything: not null or zero, not an empty list, not a page without rows. */
export function holdsSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === 0) return false
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && 'nodes' in value) return holdsSomething((value as { nodes: unknown }).nodes)
  return true
}

export const leadsToObjects = (type: GraphQLOutputType): boolean => {
  const inner = isNonNullType(type) ? type.ofType : type
  return isListType(inner) ? leadsToObjects(inner.ofType as GraphQLOutputType) : isObjectType(inner) || isAbstractType(inner)
}
