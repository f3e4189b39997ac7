import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTwoSubgraphs } from './two-subgraphs.ts'

let graph: Awaited<ReturnType<typeof openTwoSubgraphs>>
beforeAll(async () => { graph = await openTwoSubgraphs() })
afterAll(async () => { await graph?.close() })

/** Also of a browser's simple request, which is refused: such a one could come from a foreign page. */
const withPreflight: typeof fetch = (input, init) => fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), 'apollo-require-preflight': '1' } })

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => `${graph.url}/graphql`, fetchFn: withPreflight })

  it('is audited in 61 points', () => {
    expect(audits).toHaveLength(61)
  })

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
    const result = await audit.fn()
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok')
  })
})
