import type { DocumentNode } from 'graphql'

/** The id that code generation gave a document. */
export function documentId(document: DocumentNode): string {
  const { hash } = (document as DocumentNode & { __meta__?: { hash?: string } }).__meta__ ?? {}
  if (!hash) throw new Error('Only generated documents are sent: the gateway knows no other')
  return hash
}
