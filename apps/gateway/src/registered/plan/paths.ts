import type { Tree } from './run.ts'

/** A path of the plan: field names, and `@` for every element of a list. */
export type PlanPath = readonly (string | number)[]
export type AnswerPath = (string | number)[]

/** The objects that a path leads to, in order; holes are left out where they are met. */
export function flatten(values: readonly unknown[], path: PlanPath): unknown[] {
  let current = values as unknown[]
  for (const step of path) {
    const next: unknown[] = []
    for (const value of current) {
      if (value === null || value === undefined) continue
      if (step !== '@') next.push((value as Tree)[step])
      else for (const element of value as unknown[]) next.push(element)
    }
    current = next
  }
  return current.filter((value) => value !== null && value !== undefined)
}

/** Where the objects that `flatten` finds stand in the answer, in the same order. */
export function pathsOf(root: unknown, path: PlanPath): AnswerPath[] {
  const found: AnswerPath[] = []
  walk(root, 0, [])
  return found

  function walk(value: unknown, depth: number, at: AnswerPath): void {
    if (value === null || value === undefined) return
    const step = path[depth]
    if (step === undefined) found.push(at)
    else if (step !== '@') walk((value as Tree)[step], depth + 1, [...at, step])
    else (value as unknown[]).forEach((element, index) => walk(element, depth + 1, [...at, index]))
  }
}
