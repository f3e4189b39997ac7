import { isAbstractType, Kind, type FieldNode, type FragmentDefinitionNode, type GraphQLNamedType, type GraphQLObjectType, type GraphQLInterfaceType, type GraphQLSchema, type SelectionSetNode } from 'graphql'
import { isIncluded } from '../plan/decide.ts'

/** An operation with the values of its `@skip` and `@include` decided. */
export interface DecidedOperation {
  schema: GraphQLSchema
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  flags: Readonly<Record<string, unknown>>
}

/** Response key → the fields under it, for an object of this type. */
export type CollectedFields = Map<string, FieldNode[]>

/** CollectFields of the specification, done once for each type instead of for each object. */
export function collectFields(operation: DecidedOperation, sets: readonly SelectionSetNode[], type: GraphQLNamedType): CollectedFields {
  const fields: CollectedFields = new Map()
  const visited = new Set<string>()
  for (const set of sets) collect(set)
  return fields

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (!isIncluded(selection, operation.flags)) continue
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        fields.set(key, [...(fields.get(key) ?? []), selection])
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (!selection.typeCondition || applies(operation.schema, selection.typeCondition.name.value, type)) collect(selection.selectionSet)
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value)
        const fragment = operation.fragments.get(selection.name.value)!
        if (applies(operation.schema, fragment.typeCondition.name.value, type)) collect(fragment.selectionSet)
      }
    }
  }
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLNamedType): boolean {
  const wanted = schema.getType(condition)
  return wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type as GraphQLObjectType | GraphQLInterfaceType))
}
