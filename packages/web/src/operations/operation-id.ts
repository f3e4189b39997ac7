import { createHash } from 'node:crypto'

/** What an operation is registered under and asked for by: `sha256:` and the hash of its text (GraphQL over HTTP, persisted documents). */
export function operationId(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
