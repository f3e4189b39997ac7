import { GraphQLError, Kind, visit, type DocumentNode, type FragmentDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql'
import { fragmentsOf } from './fragments.ts'
import { overLimit } from './over-limit.ts'
import type { Limits } from './settings.ts'

/** Names are compared with every name of the schema, so long ones are dear. */
const LONGEST_NAME = 128

/** Fields of the schema about itself are held in by a rule of graphql-js; a tool's usual question nests deeper than ours do. */
const DEEPER_ABOUT_ITSELF = 8

/**
 * Looks whether a document is dear before anything dear is done with it: validation compares fields pairwise, and follows fragments.
 * Walks the document as execution would merge it and gives up at the first limit, so the cost is bounded by the limits, not by the document.
 */
export function measure(document: DocumentNode, limits: Limits): GraphQLError | undefined {
  const walk = openWalk(document, limits)
  try {
    countParts(document, limits)
    // Fragments first: a circle is named as such before it shows as depth.
    for (const fragment of fragmentsOf(document).values()) walk([fragment.selectionSet], 1, [fragment.name.value])
    for (const definition of document.definitions) if (definition.kind === Kind.OPERATION_DEFINITION) walk([definition.selectionSet], 1, [])
    return undefined
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function countParts(document: DocumentNode, { aliases, directives, operations, items }: Limits): void {
  const seen = { aliases: 0, directives: 0, operations: 0 }
  visit(document, {
    Name({ value }) { if (value.length > LONGEST_NAME) throw overLimit('nameLength', LONGEST_NAME) },
    Field(field) { if (field.alias && ++seen.aliases > aliases) throw overLimit('aliases', aliases, [field]) },
    Directive(directive) { if (++seen.directives > directives) throw overLimit('directives', directives, [directive]) },
    OperationDefinition(operation) { if (++seen.operations > operations) throw overLimit('operations', operations, [operation]) },
    ListValue(list) { if (list.values.length > items) throw overLimit('listSize', items, [list]) },
  })
}

interface Asked {
  times: number
  sets: SelectionSetNode[]
}

function openWalk(document: DocumentNode, limits: Limits) {
  const fragments = fragmentsOf(document)
  const deepest = limits.depth + (asksAboutItself(document) ? DEEPER_ABOUT_ITSELF : 0)
  let visited = 0

  /** The fields of one place of the answer, merged by response key. */
  function walk(sets: readonly SelectionSetNode[], depth: number, path: readonly string[]): void {
    const merged = new Map<string, Asked>()
    for (const set of sets) for (const selection of set.selections) collect(selection, merged, depth, path)
    for (const { sets: below } of merged.values()) if (below.length) walk(below, depth + 1, path)
  }

  function collect(selection: SelectionNode, merged: Map<string, Asked>, depth: number, path: readonly string[]): void {
    if (++visited > limits.selections) throw overLimit('selections', limits.selections)
    if (selection.kind === Kind.FIELD) return take(selection, merged, depth)
    const within = selection.kind === Kind.INLINE_FRAGMENT ? path : enter(selection.name.value, path)
    const set = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)?.selectionSet
    for (const inner of set?.selections ?? []) collect(inner, merged, depth, within)
  }

  function take(field: Extract<SelectionNode, { kind: Kind.FIELD }>, merged: Map<string, Asked>, depth: number): void {
    if (depth > deepest) throw overLimit('depth', limits.depth, [field])
    const key = (field.alias ?? field.name).value
    const asked = merged.get(key) ?? { times: 0, sets: [] }
    merged.set(key, asked)
    if (++asked.times > limits.duplicates) throw overLimit('duplicates', limits.duplicates, [field])
    if (field.selectionSet) asked.sets.push(field.selectionSet)
  }

  function enter(name: string, path: readonly string[]): readonly string[] {
    if (path.includes(name)) throw cycle(fragments.get(name), name)
    return [...path, name]
  }

  return walk
}

/** Whether a document asks for nothing but the schema. */
function asksAboutItself(document: DocumentNode): boolean {
  return document.definitions.every((definition) => definition.kind !== Kind.OPERATION_DEFINITION
    || definition.selectionSet.selections.every((selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__')))
}

const cycle = (fragment: FragmentDefinitionNode | undefined, name: string) =>
  new GraphQLError(`Cannot spread fragment "${name}" within itself.`, { nodes: fragment && [fragment], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })
