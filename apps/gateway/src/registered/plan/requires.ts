import type { GraphQLSchema } from 'graphql'
import type { QueryPlanFieldNode, QueryPlanInlineFragmentNode, QueryPlanSelectionNode } from '@apollo/query-planner'
import { merge } from './merge.ts'
import { isObject, type Tree } from './run.ts'
import { typeCondition } from './type-condition.ts'

/** What another subgraph must be told of an object; null where the tree has not all of it. */
export type Represent = (source: Tree | null) => Tree | null

/** Copies one required part; false where it is missing. */
type Part = (source: Tree, into: Tree) => boolean

export function compileRequires(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Represent {
  const parts = selections.map((selection) => (selection.kind === 'Field' ? fieldPart(schema, selection) : fragmentPart(schema, selection)))
  return (source) => {
    if (source === null) return null
    const representation: Tree = {}
    for (const part of parts) if (!part(source, representation)) return null
    return representation
  }
}

function fieldPart(schema: GraphQLSchema, { alias, name, selections }: QueryPlanFieldNode): Part {
  const key = alias ?? name
  const below = selections && compileRequires(schema, selections)
  const represent = (value: unknown) => below!(value as Tree | null)
  return (source, into) => {
    const value = source[key]
    if (value === undefined) return false
    if (!below) into[key] = value
    else into[key] = Array.isArray(value) ? value.map((one) => (Array.isArray(one) ? one.map(represent) : represent(one))) : represent(value)
    return true
  }
}

function fragmentPart(schema: GraphQLSchema, { typeCondition: condition, selections }: QueryPlanInlineFragmentNode): Part {
  if (!condition) return () => true
  const fits = typeCondition(schema, condition)
  const represent = compileRequires(schema, selections)
  return (source, into) => {
    if (!isObject(source) || !fits(source.__typename)) return true
    const found = represent(source)
    if (found) merge(into, found)
    return true
  }
}
