import { Kind, type DefinitionNode, type SelectionSetNode, type ValidationRule } from 'graphql'
import { overLimit } from './over-limit.ts'
import { fragmentsOf } from './fragments.ts'

/** Refuses fields nested deeper than `most`; fragments count where they are spread, introspection is held in by itself. */
export function depthLimit(most: number): ValidationRule {
  return (context) => {
    const fragments = fragmentsOf(context.getDocument())

    function depthOf({ selections }: SelectionSetNode, path: ReadonlySet<string>): number {
      let deepest = 0
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          const below = selection.selectionSet && !selection.name.value.startsWith('__') ? depthOf(selection.selectionSet, path) : 0
          deepest = Math.max(deepest, 1 + below)
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          deepest = Math.max(deepest, depthOf(selection.selectionSet, path))
        } else {
          deepest = Math.max(deepest, spread(selection.name.value, path))
        }
      }
      return deepest
    }

    const measured = new Map<string, number>()
    /** A fragment within itself is refused by another rule. */
    function spread(name: string, path: ReadonlySet<string>): number {
      const fragment = fragments.get(name)
      if (!fragment || path.has(name)) return 0
      const depth = measured.get(name) ?? depthOf(fragment.selectionSet, new Set([...path, name]))
      measured.set(name, depth)
      return depth
    }

    return {
      OperationDefinition(operation: DefinitionNode & { selectionSet: SelectionSetNode }) {
        if (depthOf(operation.selectionSet, new Set()) > most) context.reportError(overLimit('depth', most, [operation]))
      },
    }
  }
}
