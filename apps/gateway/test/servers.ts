import type { AddressInfo } from 'node:net'
import type { Installation } from '@hospital/subgraph/installation'
import { createSubgraphServer } from '@hospital/subgraph/server'
import type { EmbeddedSubgraphs } from '../src/subgraphs/embedded.ts'
import { SUBGRAPHS } from '../src/subgraphs/list.ts'
import { openRemote } from '../src/subgraphs/remote.ts'

/** Every subgraph behind its own server on a port of its own, and the way there. */
export async function openTestServers(embedded: EmbeddedSubgraphs, installation: Installation) {
  const servers = await Promise.all(SUBGRAPHS.map(async ({ name }) => {
    const app = await createSubgraphServer(embedded.subgraphOf(name), installation)
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { name, app, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/graphql` }
  }))
  const urls = Object.fromEntries(servers.map(({ name, url }) => [name, url]))
  const subgraphs = openRemote({ urls, viewerKey: installation.keys.viewerKey, log: installation.log })
  return {
    urls, subgraphs,
    closeServer: (name: string) => servers.find((server) => server.name === name)!.app.close(),
    async close() {
      await subgraphs.close()
      await Promise.all(servers.map(({ app }) => app.close()))
    },
  }
}
