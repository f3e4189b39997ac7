import { parse, type DocumentNode } from 'graphql'

/** As many operations as all our apps have, several times over; one more forgets the longest unused. */
const LIMIT = 2_000

/** Parsed operations of the query planner: valid by construction, so they are neither parsed nor validated twice. */
export function rememberOperations(): (query: string) => DocumentNode {
  const documents = new Map<string, DocumentNode>()
  return (query) => {
    const document = documents.get(query) ?? parse(query, { noLocation: true })
    documents.delete(query)
    documents.set(query, document)
    if (documents.size > LIMIT) documents.delete(documents.keys().next().value!)
    return document
  }
}
