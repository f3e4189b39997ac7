import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS } from '@hospital/access/viewer'
import { openTestSubgraph, type TestSubgraph } from '@hospital/subgraph/testing'
import { createSubgraph } from '../subgraph.ts'

let nursing: TestSubgraph

beforeAll(async () => {
  nursing = await openTestSubgraph('nursing', fileURLToPath(new URL('../../migrations', import.meta.url)), createSubgraph)
})
afterAll(() => nursing?.close())

test('an empty price list is an empty page', async () => {
  const { data, errors } = await nursing.execute<{ homecareItems: unknown }>(ANONYMOUS, '{ homecareItems { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }')
  expect(errors).toBeUndefined()
  expect(data?.homecareItems).toEqual({ nodes: [], totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null } })
})

test('a page of nothing or of more than a hundred is refused', async () => {
  for (const first of [0, 101]) {
    const { errors } = await nursing.execute(ANONYMOUS, 'query ($first: Int) { homecareItems(first: $first) { nodes { id } } }', { first })
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT')
  }
})
