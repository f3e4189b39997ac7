import { getOperationAST, getVariableValues, GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, type ValidationRule } from 'graphql'
import { costOf, measureVariables, type Variables } from './cost.ts'
import { keyAlias } from './key-alias.ts'
import { measure } from './measure.ts'
import { asOperationLimit, overLimit } from './over-limit.ts'
import type { Limits } from './settings.ts'
import { variableError } from './variable-error.ts'

/** An operation that was found sound, and affordable with these variables. */
export interface ReadableOperation {
  schema: GraphQLSchema
  document: DocumentNode
  /** Undefined where the document does not say which of its operations. */
  operation: OperationDefinitionNode | undefined
  cost: number
}

export type Read = ReadableOperation | { errors: readonly GraphQLError[] }

export type ReadOperation = (source: string, operationName?: string | null, variables?: Variables | null, budget?: number) => Read

const REMEMBERED = 1_000

export interface ReadOptions {
  schema: GraphQLSchema
  keyFields: ReadonlySet<string>
  limits: Limits
  /** No answers about the schema, and no hints at names. */
  closed: boolean
}

/**
 * Parses and validates what comes from outside, for HTTP and sockets alike. What a document may cost is looked at before validation, which
 * is itself dear for hostile documents; what the operation costs, with its variables, before it runs. Sound documents are remembered.
 */
export function createReadOperation({ schema, keyFields, limits, closed }: ReadOptions): ReadOperation {
  const known = new Map<string, DocumentNode>()
  const rules: ValidationRule[] = [...specifiedRules, ...(closed ? [NoSchemaIntrospectionCustomRule] : []), keyAlias(keyFields)]

  function read(source: string): DocumentNode | readonly GraphQLError[] {
    const remembered = known.get(source)
    if (remembered) return remembered
    const document = parse(source, { maxTokens: limits.tokens })
    const dear = measure(document, limits)
    const errors = dear ? [dear] : validate(schema, document, rules, { hideSuggestions: closed, maxErrors: 20 })
    if (errors.length) return errors
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value!)
    known.set(source, document)
    return document
  }

  return (source, operationName, variables, budget = limits.cost) => {
    try {
      const document = read(source)
      if (isErrors(document)) return { errors: document.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) }
      const operation = getOperationAST(document, operationName) ?? undefined
      measureVariables(variables, limits.values)
      const cost = operation ? costOf(schema, document, operation, variables ?? {}, limits.items) : 0
      if (cost > budget) throw overLimit('cost', budget)
      // What the operation does not take is no answer's error: behind the gateway it would be an unexpected one.
      const { errors = [] } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables ?? {}, { maxErrors: 20 })
      if (errors.length) return { errors: errors.map(variableError) }
      return { schema, document, operation, cost }
    } catch (error) {
      // So many brackets that reading them takes more stack than there is.
      if (error instanceof RangeError) return { errors: [overLimit('depth', limits.depth)] }
      if (!(error instanceof GraphQLError)) throw error
      return { errors: [withCode(asOperationLimit(error, limits.tokens), 'GRAPHQL_PARSE_FAILED')] }
    }
  }
}

const isErrors = (read: DocumentNode | readonly GraphQLError[]): read is readonly GraphQLError[] => Array.isArray(read)

const withCode = (error: GraphQLError, code: string) =>
  new GraphQLError(error.message, { nodes: error.nodes, source: error.source, positions: error.positions, extensions: { code, ...error.extensions } })
