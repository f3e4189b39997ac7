import { isObject, type Tree } from './run.ts'

/**
 * Merges an answer into the tree, in place and without copies: every answer is a fresh tree of its own. Lists of one length are merged
 * element by element, anything else of the answer takes the place of what was there.
 */
export function merge(target: Tree, source: Tree): void {
  for (const key in source) {
    const given = source[key]
    if (given === undefined) continue
    const present = target[key]
    if (typeof given !== 'object' || given === null || !present || present === given) target[key] = given
    else if (isObject(given)) merge(present as Tree, given)
    else if (Array.isArray(given) && Array.isArray(present) && given.length === present.length) mergeLists(present, given)
    else target[key] = given
  }
}

function mergeLists(target: unknown[], source: unknown[]): void {
  for (let i = 0; i < source.length; i++) {
    const present = target[i]
    const given = source[i]
    if (isObject(present) && isObject(given)) merge(present, given)
    else target[i] = given
  }
}
