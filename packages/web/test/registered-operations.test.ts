import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { operationId } from '../src/operations/operation-id.ts'
import { fileText, registeredOperations } from '../src/operations/registered-operations.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const fresh = registeredOperations(root)

describe('the committed operations', () => {
  it.each([...fresh])('%s are those of the pages (npx graphql-codegen --config codegen.ts)', (name, operations) => {
    expect(readFileSync(join(root, 'schema/operations', name), 'utf8')).toBe(fileText(operations))
  })

  it('are of no app that is gone', () => {
    expect(readdirSync(join(root, 'schema/operations')).sort()).toEqual([...fresh.keys()].sort())
  })

  it('have ids that are the hash of their text, so that nobody can register one thing and mean another', () => {
    for (const operations of fresh.values()) for (const [id, text] of Object.entries(operations)) expect(id).toBe(operationId(text))
  })
})
