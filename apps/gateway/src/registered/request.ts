import type { Variables } from './plan/run.ts'

/** A request for a registered operation. */
export interface RegisteredRequest {
  id: string
  variables: Variables | undefined
}

interface Body {
  documentId?: unknown
  variables?: unknown
  extensions?: { persistedQuery?: { sha256Hash?: unknown; version?: unknown }; documentId?: unknown }
}

/** Reads `documentId` (GraphQL over HTTP) or Apollo's `persistedQuery`; undefined where the body brings neither: a text, or nothing at all. */
export function readRegistered(body: unknown): RegisteredRequest | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { documentId, variables, extensions } = body as Body
  const id = typeof documentId === 'string' ? documentId : idIn(extensions)
  if (id === undefined) return undefined
  return { id, variables: variables as Variables | undefined }
}

function idIn(extensions: Body['extensions']): string | undefined {
  const { documentId, persistedQuery } = extensions ?? {}
  // Over a socket the protocol has no other place for it.
  if (typeof documentId === 'string') return documentId
  const { sha256Hash, version } = persistedQuery ?? {}
  return version === 1 && typeof sha256Hash === 'string' ? `sha256:${sha256Hash}` : undefined
}

export const hasVariables = (variables: unknown): boolean => variables === undefined || variables === null || (typeof variables === 'object' && !Array.isArray(variables))
