import type { GraphQLSchema } from 'graphql'
import type { PlanNode } from '@apollo/query-planner'
import { compileFetch } from './fetch.ts'
import { flatten, type PlanPath } from './paths.ts'
import { isPromise, type PrepareAsk, type Step } from './run.ts'

export interface PlanParts {
  /** The supergraph's schema, with every type that a plan may name. */
  schema: GraphQLSchema
  prepare: PrepareAsk
  /** The operation's variables that decide on `@skip` and `@include`: a plan is compiled for their values. */
  flags: Readonly<Record<string, unknown>>
}

const NOTHING: Step = () => undefined

/** A query plan as nested functions: nothing of it is looked at again while it runs. */
export function compilePlan(parts: PlanParts, plan: PlanNode | undefined): Step {
  return plan ? compileNode(plan, []) : NOTHING

  function compileNode(node: PlanNode, path: PlanPath): Step {
    switch (node.kind) {
      case 'Fetch': return compileFetch(parts, node, path)
      case 'Flatten': return flattening(node.path, compileNode(node.node, [...path, ...node.path]))
      case 'Sequence': return oneAfterAnother(node.nodes.map((part) => compileNode(part, path)))
      case 'Parallel': return together(node.nodes.map((part) => compileNode(part, path)))
      case 'Condition': {
        const chosen = parts.flags[node.condition] ? node.ifClause : node.elseClause
        return chosen ? compileNode(chosen, path) : NOTHING
      }
      case 'Defer': throw new Error('@defer is not served')
    }
  }
}

function flattening(path: PlanPath, step: Step): Step {
  return (run, targets) => {
    const found = flatten(targets, path)
    return found.length ? step(run, found) : undefined
  }
}

function oneAfterAnother(steps: readonly Step[]): Step {
  return async (run, targets) => {
    for (const step of steps) {
      const pending = step(run, targets)
      if (pending) await pending
    }
  }
}

function together(steps: readonly Step[]): Step {
  return (run, targets) => {
    const pending = steps.map((step) => step(run, targets)).filter((one) => one && isPromise(one))
    return pending.length ? Promise.all(pending).then(() => undefined) : undefined
  }
}
