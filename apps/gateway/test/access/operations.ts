import {
  getNamedType, isAbstractType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType, isObjectType, isRequiredArgument, isRequiredInputField,
  type GraphQLField, type GraphQLInputType, type GraphQLOutputType, type GraphQLSchema,
} from 'graphql'
import { newId } from '@hospital/database/identifier'

/** The smallest selection that shows whether something was reached. */
export function selectionOf(type: GraphQLOutputType, schema: GraphQLSchema): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  if (isAbstractType(named)) return `{ __typename ${schema.getPossibleTypes(named).map(({ name }) => `... on ${name} { __typename }`).join(' ')} }`
  const fields = Object.values(named.getFields()).filter((field) => !field.args.some(isRequiredArgument))
  const nodes = fields.find(({ name }) => name === 'nodes')
  if (nodes) return `{ nodes ${selectionOf(nodes.type, schema)} }`
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
  return { source: `${kind}${declared && ` (${declared})`} { ${field.name}${given && `(${given})`} ${selectionOf(field.type, schema)} }`, variables: args }
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

const SAMPLES: Record<string, () => unknown> = {
  ID: () => newId(), String: () => '试', Int: () => 1, Float: () => 1, Boolean: () => false, Fen: () => 1, Date: () => '2026-11-23', DateTime: () => '2026-11-23T00:00:00Z', JSON: () => ({}),
}

/** What a field needs at least, about rows that do not exist: enough to learn which roles it is open to. */
export function leastArguments(field: GraphQLField<unknown, unknown>): Record<string, unknown> {
  return Object.fromEntries(field.args.filter(isRequiredArgument).map(({ name, type }) => [name, sampleOf(type)]))
}

function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType)
  if (isListType(type)) return [sampleOf(type.ofType)]
  if (isEnumType(type)) return type.getValues()[0]!.name
  if (isInputObjectType(type)) return Object.fromEntries(Object.values(type.getFields()).filter(isRequiredInputField).map((field) => [field.name, sampleOf(field.type)]))
  const sample = SAMPLES[type.name]
  if (!sample) throw new Error(`What is a ${type.name}? Say in test/access/operations.ts`)
  return sample()
}
