import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACCOUNTS as PATIENTS } from '@hospital/patients/seed'
import { ACCOUNTS as STAFF } from '@hospital/platform/seed'
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
  writeFileSync(join(environment.dataFolder, 'accounts.json'), JSON.stringify([...PATIENTS, ...STAFF], null, 2), { mode: 0o600 })
} finally {
  await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.close()))
  await installation.close()
}
