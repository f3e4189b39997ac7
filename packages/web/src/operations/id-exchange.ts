import { makeOperation, type Exchange, type Operation } from '@urql/core'
import type { DocumentNode } from 'graphql'
import { map, pipe } from 'wonka'
import { documentId } from './document-id.ts'

/**
 * Sends an operation's id in place of its text: urql does so for a document that has an id and no definitions. The answer names the
 * operation as it was asked, since the cache asks it again when a mutation has touched what it showed.
 */
export const idExchange: Exchange = ({ forward }) => (operations) => {
  const asked = new Map<number, DocumentNode>()
  return pipe(
    operations,
    map((operation) => {
      if (operation.kind === 'teardown') {
        asked.delete(operation.key)
        return operation
      }
      asked.set(operation.key, operation.query as DocumentNode)
      return withQuery(operation, { kind: 'Document', definitions: [], documentId: documentId(operation.query as DocumentNode) } as unknown as DocumentNode)
    }),
    forward,
    map((result) => ({ ...result, operation: withQuery(result.operation, asked.get(result.operation.key) ?? (result.operation.query as DocumentNode)) })),
  )
}

const withQuery = (operation: Operation, query: DocumentNode) => makeOperation(operation.kind, { ...operation, query })
