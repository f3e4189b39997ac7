import { openInstallation } from '@hospital/subgraph/open-installation'
import { makeDemonstration } from './demonstration.ts'
import { readGatewayEnvironment } from './env.ts'
import { SUBGRAPHS } from './subgraphs/list.ts'

/** Run beside the running hospital, whose workers do the jobs that this causes. */
const environment = readGatewayEnvironment()
if (environment.production) throw new Error('The demonstration hospital is not for production')
const installation = await openInstallation({ ...environment, logLevel: 'warn' })
const subgraphs = new Map(await Promise.all(SUBGRAPHS.map(async ({ name, createSubgraph }) => [name, await createSubgraph(installation)] as const)))
try {
  await makeDemonstration({ subgraphOf: (name) => subgraphs.get(name)!, say: (line) => console.log(line) })
} finally {
  await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.close()))
  await installation.close()
}
