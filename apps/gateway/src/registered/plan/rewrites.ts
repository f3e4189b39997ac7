import type { GraphQLSchema } from 'graphql'
import type { FetchDataRewrite } from '@apollo/query-planner'
import { isObject, type Tree } from './run.ts'
import { typeCondition } from './type-condition.ts'

/** Changes data on their way to or from a subgraph: it knows some things by other names than the graph does. */
export type Rewrite = (value: unknown) => void

const FRAGMENT = '... on '

export function compileRewrites(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] | undefined): Rewrite | undefined {
  if (!rewrites?.length) return undefined
  const all = rewrites.map((rewrite) => compileRewrite(schema, rewrite))
  return (value) => { for (const apply of all) apply(value) }
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const parents = rewrite.path.slice(0, -1)
  const last = rewrite.path.at(-1)!
  const change: (object: Tree) => void = rewrite.kind === 'ValueSetter'
    ? (object) => { object[last] = rewrite.setValueTo }
    : (object) => {
        if (!object[last]) return
        object[rewrite.renameKeyTo] = object[last]
        object[last] = undefined
      }
  return parents.reduceRight<Rewrite>((below, element) => throughLists(stepInto(schema, element, below)), throughLists(change))
}

function stepInto(schema: GraphQLSchema, element: string, below: Rewrite): (object: Tree) => void {
  if (!element.startsWith(FRAGMENT)) return (object) => below(object[element])
  const fits = typeCondition(schema, element.slice(FRAGMENT.length), true)
  return (object) => { if (fits(object.__typename)) below(object) }
}

function throughLists(work: (object: Tree) => void): Rewrite {
  return function each(value) {
    if (Array.isArray(value)) value.forEach(each)
    else if (isObject(value)) work(value)
  }
}
