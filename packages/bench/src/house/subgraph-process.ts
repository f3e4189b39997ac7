import type { AddressInfo } from 'node:net'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { newId } from '@hospital/database/identifier'
import type { Subgraph } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { findFreePort } from '@hospital/launcher/ports'
import { openInstallation } from '@hospital/subgraph/open-installation'
import { createSubgraphServer } from '@hospital/subgraph/server'
import { readGatewayEnvironment } from '../../../../apps/gateway/src/env.ts'
import { memorySchema, memorySubgraph, READER, type MemorySubgraph } from '../memory/subgraphs.ts'
import { serveParent, settingsOf } from '../process/parent.ts'

export interface SubgraphSettings {
  name: MemorySubgraph
  data: 'memory' | 'postgres'
  /** `house`: as we serve it, behind the signed viewer. `apollo`: the same resolvers on a stock Apollo Server, bare. */
  server: 'house' | 'apollo'
}

const { name, data, server } = settingsOf<SubgraphSettings>()
const installation = await openInstallation(readGatewayEnvironment({ ...process.env, NODE_ENV: 'test' }))
const subgraph = data === 'memory' ? memorySubgraph(name) : await openFromDatabase()

/** Loaded only where it is wanted: a peer's process holds no code that it does not run. */
async function openFromDatabase(): Promise<Subgraph> {
  const { createSubgraph } = (await import(`../../../../subgraphs/${name}/src/subgraph.ts`)) as { createSubgraph(installation: Installation): Promise<Subgraph> }
  return createSubgraph(installation)
}

async function close(): Promise<void> {
  await subgraph.close()
  await installation.close()
}

if (server === 'house') {
  const app = await createSubgraphServer(subgraph, installation)
  await app.listen({ port: 0, host: '127.0.0.1' })
  serveParent({ port: (app.server.address() as AddressInfo).port }, { close: () => app.close().then(close) })
} else {
  const port = await findFreePort()
  const apollo = new ApolloServer({ schema: data === 'memory' ? memorySchema(name).schema : subgraph.schema, stopOnTerminationSignals: false })
  await startStandaloneServer(apollo, {
    listen: { port, host: '127.0.0.1' },
    context: async () => subgraph.contextFor({ viewer: READER, requestId: newId(), origin: { ip: null, userAgent: null } }),
  })
  serveParent({ port }, { close })
}
