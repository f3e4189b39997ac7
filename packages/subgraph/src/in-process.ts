import { execute, getNamedType, isInputObjectType, Kind, parse, typeFromAST, type DocumentNode, type ExecutionResult, type GraphQLSchema, type GraphQLType } from 'graphql'
import { compileQuery, isCompiledQuery } from 'graphql-jit'

/** An operation on a schema of this process, made ready once. */
export type RunInProcess = (variables: Record<string, unknown>, context: unknown, rootValue?: unknown) => ExecutionResult | Promise<ExecutionResult>

/** Compiles an operation that has been read and found valid. */
export const prepareInProcess = (schema: GraphQLSchema, query: string): RunInProcess => prepareDocument(schema, parse(query, { noLocation: true }))

export const interpretDocument = (schema: GraphQLSchema, document: DocumentNode, operationName?: string): RunInProcess =>
  (variableValues, contextValue, rootValue) => execute({ schema, document, operationName, rootValue, contextValue, variableValues }) as ExecutionResult | Promise<ExecutionResult>

/** What graphql-jit refuses, or would never finish compiling, graphql-js runs. */
export function prepareDocument(schema: GraphQLSchema, document: DocumentNode, operationName?: string): RunInProcess {
  const interpret = interpretDocument(schema, document, operationName)
  if (takesRecursiveInput(schema, document)) return interpret
  const compiled = compileQuery(schema, document, operationName)
  if (!isCompiledQuery(compiled)) return interpret
  return (variables, context, rootValue = {}) => {
    const result = compiled.query(rootValue, context, variables) as ExecutionResult | Promise<ExecutionResult>
    // Variables were refused, so nothing has run: graphql-js says the same with the scalar's own refusal and code.
    return 'errors' in result && result.data === undefined ? interpret(variables, context, rootValue) : result
  }
}

/** graphql-jit 0.8.9 never finishes with a variable of a recursive input type, and eats the heap. */
function takesRecursiveInput(schema: GraphQLSchema, { definitions }: DocumentNode): boolean {
  return definitions.some((definition) => definition.kind === Kind.OPERATION_DEFINITION
    && definition.variableDefinitions?.some(({ type }) => holdsItself(typeFromAST(schema, type), new Set())))
}

function holdsItself(type: GraphQLType | undefined, above: ReadonlySet<unknown>): boolean {
  const named = type && getNamedType(type)
  if (!isInputObjectType(named)) return false
  if (above.has(named)) return true
  const within = new Set([...above, named])
  return Object.values(named.getFields()).some((field) => holdsItself(field.type, within))
}
