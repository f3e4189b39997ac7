import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The operations that our apps send, by their ids: `sha256:<hex>` of the text. */
export interface RegisteredOperations {
  find(id: string): string | undefined
  ids(): string[]
}

export interface OperationsOptions {
  /** Holds a file of operations for each app, as code generation wrote it. */
  folder: string
  /** Reads again when an unknown operation comes: under development apps change while the gateway stays. */
  reread: boolean
  /** At most so often. */
  rereadAfterMs?: number
}

export function openOperations({ folder, reread, rereadAfterMs = 1_000 }: OperationsOptions): RegisteredOperations {
  let known = readOperations(folder)
  let readAt = Date.now()
  return {
    find(id) {
      const found = known.get(id)
      if (found || !reread || Date.now() - readAt < rereadAfterMs) return found
      known = readOperations(folder)
      readAt = Date.now()
      return known.get(id)
    },
    ids: () => [...known.keys()],
  }
}

export const NO_OPERATIONS: RegisteredOperations = { find: () => undefined, ids: () => [] }

function readOperations(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return new Map(files.flatMap((name) => Object.entries(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>)))
}
