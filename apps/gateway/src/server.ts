import { openInstallation } from '@hospital/subgraph/open-installation'
import { readGatewayEnvironment } from './env.ts'
import { openHospital } from './hospital.ts'
import { migrateHospital } from './migrate.ts'
import { openEmbedded } from './subgraphs/embedded.ts'
import { SUBGRAPHS } from './subgraphs/list.ts'
import { openRemote } from './subgraphs/remote.ts'

const environment = readGatewayEnvironment()
const { port, subgraphUrls, production, appOrigins } = environment
await migrateHospital(environment)
const installation = await openInstallation(environment)
const subgraphs = subgraphUrls ? openRemote({ urls: subgraphUrls, viewerKey: installation.keys.viewerKey, log: installation.log }) : await openEmbedded(SUBGRAPHS, installation)
const app = await openHospital({ installation, subgraphs, production, origins: appOrigins })

async function stop(): Promise<void> {
  const force = setTimeout(() => process.exit(1), 10_000)
  force.unref()
  await app.close()
  await subgraphs.close()
  await installation.close()
  process.exit(0)
}
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())

await app.listen({ port, host: '127.0.0.1' })
console.log(`gateway: http://127.0.0.1:${port}/graphql (${subgraphUrls ? 'subgraphs remote' : 'subgraphs embedded'})`)
