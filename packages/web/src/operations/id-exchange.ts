import { makeOperation, type Exchange } from '@urql/core'
import type { DocumentNode } from 'graphql'
import { map, pipe } from 'wonka'
import { documentId } from './document-id.ts'

/** Sends an operation's id in place of its text: urql does so for a document that has an id and no definitions. */
export const idExchange: Exchange = ({ forward }) => (operations) =>
  pipe(
    operations,
    map((operation) => (operation.kind === 'teardown' ? operation : makeOperation(operation.kind, { ...operation, query: withId(operation.query) }))),
    forward,
  )

const withId = (query: unknown) => ({ kind: 'Document', definitions: [], documentId: documentId(query as DocumentNode) }) as unknown as DocumentNode
