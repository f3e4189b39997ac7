import { execute, GraphQLError, Kind, visit, BREAK, type DocumentNode, type OperationDefinitionNode, type GraphQLSchema } from 'graphql'
import type { PublicClientViewer } from '@hospital/access/viewer'
import { badRequest } from '../limits/problem.ts'
import type { ReadableOperation, ReadOperation } from '../limits/read-operation.ts'
import { missingScope } from './scopes.ts'

export interface PublicRequest {
  query: string
  variables: Record<string, unknown> | undefined
  operationName: string | undefined
}

/** The envelope of GraphQL over HTTP; refuses (400) anything else, batches too. */
export function readEnvelope(body: unknown): PublicRequest {
  if (!isObject(body)) throw badRequest(400, 'The body is one JSON object with `query`')
  const { query, variables, operationName } = body
  if (typeof query !== 'string' || !query) throw badRequest(400, '`query` is a text')
  if (variables != null && !isObject(variables)) throw badRequest(400, '`variables` is an object')
  if (operationName != null && typeof operationName !== 'string') throw badRequest(400, '`operationName` is a text')
  if (body.extensions != null && !isObject(body.extensions)) throw badRequest(400, '`extensions` is an object')
  return { query, variables: variables ?? undefined, operationName: operationName ?? undefined }
}

export type PublicOperation = ReadableOperation & { operation: OperationDefinitionNode }

/** A sound, affordable query within the client's scopes; otherwise the errors, or the refusal that is thrown. */
export function readPublic(read: ReadOperation, { query, variables, operationName }: PublicRequest, client: PublicClientViewer): PublicOperation | { errors: readonly GraphQLError[] } {
  const found = read(query, operationName, variables, client.costLimit)
  if ('errors' in found) return found
  const { operation, schema, document } = found
  if (!operation) throw badRequest(400, 'The document does not say which operation to run')
  if (operation.operation !== 'query') throw badRequest(400, 'Only queries are answered here')
  const scope = missingScope(schema, document, client.scopes)
  if (scope) throw new GraphQLError(`This needs the scope ${scope}.`, { extensions: { code: 'INSUFFICIENT_SCOPE', details: { scope }, http: { status: 403 } } })
  return { ...found, operation }
}

/** Answers questions about the contract from the contract alone; undefined for all others. A document asks for things or for the schema, never both. */
export function answerIntrospection(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variableValues?: Record<string, unknown>) {
  if (!asksForSchema(document)) return undefined
  const isPure = operation.selectionSet.selections.every((selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'))
  if (!isPure) throw badRequest(400, 'Ask for the schema in an operation of its own')
  return execute({ schema, document, operationName: operation.name?.value, variableValues })
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Field({ name }) {
      if (name.value !== '__schema' && name.value !== '__type') return undefined
      found = true
      return BREAK
    },
  })
  return found
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
