import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, Kind, parse, print, visit, type DocumentNode, type FieldNode, type SelectionNode, type SelectionSetNode } from 'graphql'
import type { Variables } from './run.ts'

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/**
 * Writes a subgraph's operation for one choice of `@skip` and `@include`: without what is left out, and without the directives.
 * (graphql-jit would besides mix up the conditions of a fragment that is spread in two places.)
 */
export function decideOperation(query: string, flags: Readonly<Variables>): string {
  if (!/@(skip|include)\b/.test(query)) return query
  const decided = visit(parse(query, { noLocation: true }), {
    SelectionSet(set): SelectionSetNode | undefined {
      const kept = set.selections.filter((selection) => isIncluded(selection, flags))
      return kept.length === set.selections.length ? undefined : { ...set, selections: kept.length ? kept : [TYPENAME] }
    },
    Directive: ({ name }) => (name.value === 'skip' || name.value === 'include' ? null : undefined),
  })
  return print(withoutUnused(decided))
}

export function isIncluded(selection: SelectionNode, flags: Readonly<Variables>): boolean {
  if (!selection.directives?.length) return true
  if (getDirectiveValues(GraphQLSkipDirective, selection, flags)?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, selection, flags)?.if !== false
}

/** Fragments that nothing spreads any more, and variables that nothing asks for, would be refused. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const names = namesIn(document)
  const definitions = document.definitions.filter((definition) => definition.kind !== Kind.FRAGMENT_DEFINITION || names.spread.has(definition.name.value))
  if (definitions.length < document.definitions.length) return withoutUnused({ ...document, definitions })
  return visit(document, { VariableDefinition: ({ variable }) => (names.variables.has(variable.name.value) ? undefined : null) })
}

function namesIn(document: DocumentNode): { spread: Set<string>; variables: Set<string> } {
  const found = { spread: new Set<string>(), variables: new Set<string>() }
  visit(document, {
    VariableDefinition: () => false,
    FragmentSpread: ({ name }) => void found.spread.add(name.value),
    Variable: ({ name }) => void found.variables.add(name.value),
  })
  return found
}
