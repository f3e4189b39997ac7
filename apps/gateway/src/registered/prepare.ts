import { getVariableValues, GraphQLError, Kind, OperationTypeNode, parse, validate, visit, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import { operationFromDocument, Supergraph } from '@apollo/federation-internals'
import { QueryPlanner, type FetchNode, type PlanNode } from '@apollo/query-planner'
import { compilePlan } from './plan/compile-plan.ts'
import type { PrepareAsk, Step, Variables } from './plan/run.ts'
import { compileShape, type Shape } from './shape/compile-shape.ts'

/** A registered operation as it is run for one choice of its `@skip` and `@include`. */
export interface Variant {
  /** Of a subscription: what is asked of the subgraph that streams. */
  primary?: FetchNode
  run: Step
  shape: Shape
}

export interface Prepared {
  document: DocumentNode
  definition: OperationDefinitionNode
  kind: OperationTypeNode
  /** The variables that decide on `@skip` and `@include`. */
  flagNames: readonly string[]
  coerce(given: Variables | undefined): { coerced: Variables; errors?: undefined } | { coerced?: undefined; errors: readonly GraphQLError[] }
  variantFor(coerced: Variables): Variant
}

export interface Preparer {
  apiSchema: GraphQLSchema
  /** Parses, validates and plans. Throws for what is no operation of this graph: a mistake of ours, found at build time. */
  prepare(source: string): Prepared
}

/** Makes operations of a supergraph ready to be run, as often as they come. */
export function createPreparer(supergraphSdl: string, prepareAsk: PrepareAsk): Preparer {
  const supergraph = Supergraph.build(supergraphSdl)
  const schema = supergraph.schema.toGraphQLJSSchema()
  const api = supergraph.apiSchema()
  const apiSchema = api.toGraphQLJSSchema()
  const planner = new QueryPlanner(supergraph)

  function prepare(source: string): Prepared {
    const document = parse(source, { noLocation: true })
    const errors = validate(apiSchema, document)
    if (errors.length) throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'))
    const [definition, ...others] = document.definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)
    if (!definition || others.length) throw new Error('A registered document holds one operation')
    const { node } = planner.buildQueryPlan(operationFromDocument(api, document, { validate: false }))
    const flagNames = flagVariables(document)
    const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])))

    function compile(flags: Variables): Variant {
      const primary = node?.kind === 'Subscription' ? node.primary : undefined
      const plan = node?.kind === 'Subscription' ? node.rest : (node as PlanNode | undefined)
      return { primary, run: compilePlan({ schema, prepare: prepareAsk, flags }, plan), shape: compileShape({ schema: apiSchema, fragments, flags }, definition!) }
    }

    return { document, definition, kind: definition.operation, flagNames, coerce: coercion(apiSchema, definition), variantFor: rememberVariants(flagNames, compile) }
  }

  return { apiSchema, prepare }
}

/** The variables that decide on `@skip` and `@include` anywhere in the document. */
function flagVariables(document: DocumentNode): string[] {
  const names = new Set<string>()
  visit(document, {
    Directive({ name, arguments: args }) {
      const value = args?.[0]?.value
      if ((name.value === 'skip' || name.value === 'include') && value?.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names]
}

/** A plan is compiled once for each choice that was made; few are, of the many that could be. */
function rememberVariants(names: readonly string[], compile: (flags: Variables) => Variant): Prepared['variantFor'] {
  const known = new Map<string, Variant>()
  let only: Variant | undefined
  return (coerced) => {
    if (!names.length) return (only ??= compile({}))
    const key = names.map((name) => (coerced[name] ? '1' : '0')).join('')
    let variant = known.get(key)
    if (!variant) known.set(key, (variant = compile(Object.fromEntries(names.map((name) => [name, coerced[name]])))))
    return variant
  }
}

function coercion(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): Prepared['coerce'] {
  if (!variableDefinitions.length) return () => ({ coerced: {} })
  return (given) => getVariableValues(schema, variableDefinitions, given ?? {}) as ReturnType<Prepared['coerce']>
}
