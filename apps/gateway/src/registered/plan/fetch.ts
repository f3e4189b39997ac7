import type { ExecutionResult, GraphQLSchema } from 'graphql'
import type { FetchNode } from '@apollo/query-planner'
import { Refusal } from '@hospital/subgraph/refusal'
import type { PlanParts } from './compile-plan.ts'
import { decideOperation } from './decide.ts'
import { downstreamError } from './downstream-error.ts'
import { merge } from './merge.ts'
import { pathsOf, type PlanPath } from './paths.ts'
import { compileRequires } from './requires.ts'
import { compileRewrites, type Rewrite } from './rewrites.ts'
import { isPromise, type Run, type Step, type Tree, type Variables } from './run.ts'

/** Asks one subgraph, and merges what it answers into the targets. */
export function compileFetch({ schema, prepare, flags }: PlanParts, node: FetchNode, path: PlanPath): Step {
  const { serviceName, operationName } = node
  const ask = prepare(serviceName, { query: decideOperation(node.operation, flags), operationName })
  const settle = (run: Run, work: (result: ExecutionResult) => void, result: ExecutionResult | Promise<ExecutionResult>) => (isPromise(result) ? result.then(work) : work(result))
  const step = node.requires ? entityFetch() : rootFetch()
  return (run, targets) => {
    try {
      if (run.facts.signal?.aborted) throw new Refusal('TIMED_OUT')
      const pending = step(run, targets)
      return pending?.catch((error) => void run.errors.push(error))
    } catch (error) {
      run.errors.push(error as never)
      return undefined
    }
  }

  function rootFetch(): Step {
    const variablesOf = chosenVariables(node.variableUsages)
    const afterwards = compileRewrites(schema, node.outputRewrites)
    return (run, targets) => settle(run, ({ data, errors }) => {
      for (const error of errors ?? []) run.errors.push(downstreamError(error, serviceName, error.path && [...path as (string | number)[], ...error.path]))
      if (!data) return
      afterwards?.(data)
      for (const target of targets) merge(target as Tree, data as Tree)
    }, ask(variablesOf(run.variables), run.facts))
  }

  function entityFetch(): Step {
    const variablesOf = chosenVariables(node.variableUsages)
    const representationOf = representing(schema, node)
    const afterwards = compileRewrites(schema, node.outputRewrites)
    return (run, targets) => {
      const representations: Tree[] = []
      /** The target of each representation. */
      const owners: number[] = []
      for (let i = 0; i < targets.length; i++) {
        const representation = representationOf(targets[i] as Tree)
        if (!representation) continue
        representations.push(representation)
        owners.push(i)
      }
      if (!representations.length) return undefined
      const variables = variablesOf(run.variables)
      variables.representations = representations
      return settle(run, (result) => {
        if (result.errors?.length) placeErrors(run, result.errors, owners)
        if (result.data) mergeEntities(entitiesOf(result.data, representations.length), owners, targets, afterwards)
      }, ask(variables, run.facts))
    }
  }

  function placeErrors(run: Run, errors: NonNullable<ExecutionResult['errors']>, owners: readonly number[]): void {
    const paths = pathsOf(run.root, path)
    for (const error of errors) {
      const index = error.path?.[1]
      const place = typeof index === 'number' ? [...(paths[owners[index]!] ?? []), ...error.path!.slice(2)] : error.path && [...path as (string | number)[], ...error.path]
      run.errors.push(downstreamError(error, serviceName, place))
    }
  }
}

function representing(schema: GraphQLSchema, { requires, inputRewrites }: FetchNode): (target: Tree) => Tree | undefined {
  const represent = compileRequires(schema, requires!)
  const beforehand = compileRewrites(schema, inputRewrites)
  return (target) => {
    const representation = represent(target)
    if (!representation?.__typename) return undefined
    beforehand?.(representation)
    return representation
  }
}

/** Those of the request's variables that this part of the plan needs. */
function chosenVariables(names: readonly string[] = []): (variables: Variables) => Variables {
  return (variables) => {
    const chosen: Variables = {}
    for (const name of names) if (variables[name] !== undefined) chosen[name] = variables[name]
    return chosen
  }
}

function entitiesOf(data: NonNullable<ExecutionResult['data']>, expected: number): (Tree | null)[] {
  const { _entities: entities } = data as { _entities?: (Tree | null)[] }
  if (!Array.isArray(entities)) throw new Error('Expected "data._entities" in response to be an array')
  if (entities.length !== expected) throw new Error(`Expected "data._entities" to contain ${expected} elements`)
  return entities
}

function mergeEntities(entities: readonly (Tree | null)[], owners: readonly number[], targets: readonly unknown[], afterwards: Rewrite | undefined): void {
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i]
    if (!entity) continue
    const owner = targets[owners[i]!] as Tree
    if (!entity.__typename) entity.__typename = owner.__typename
    afterwards?.(entity)
    merge(owner, entity)
  }
}
