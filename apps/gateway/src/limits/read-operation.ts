import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema, type ValidationRule } from 'graphql'
import { asOperationLimit, MOST_TOKENS } from './over-limit.ts'

export type ReadOperation = (source: string) => { schema: GraphQLSchema; document: DocumentNode } | { errors: readonly GraphQLError[] }

const REMEMBERED = 1_000

export interface ReadOptions {
  schema: GraphQLSchema
  rules: readonly ValidationRule[]
  production: boolean
}

/** Parses and validates what comes over sockets as Apollo Server does for HTTP: the same rules, the same limits. Sound operations are remembered. */
export function createReadOperation({ schema, rules, production }: ReadOptions): ReadOperation {
  const known = new Map<string, DocumentNode>()
  const all = [...specifiedRules, ...(production ? [NoSchemaIntrospectionCustomRule] : []), ...rules]
  return (source) => {
    const remembered = known.get(source)
    if (remembered) return { schema, document: remembered }
    try {
      const document = parse(source, { maxTokens: MOST_TOKENS })
      const errors = validate(schema, document, all, { hideSuggestions: production })
      if (errors.length) return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) }
      if (known.size >= REMEMBERED) known.delete(known.keys().next().value!)
      known.set(source, document)
      return { schema, document }
    } catch (error) {
      return { errors: [withCode(asOperationLimit(error as GraphQLError), 'GRAPHQL_PARSE_FAILED')] }
    }
  }
}

const withCode = (error: GraphQLError, code: string) =>
  new GraphQLError(error.message, { nodes: error.nodes, source: error.source, positions: error.positions, extensions: { code, ...error.extensions } })
