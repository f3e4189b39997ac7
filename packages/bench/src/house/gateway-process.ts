import type { AddressInfo } from 'node:net'
import { openInstallation } from '@hospital/subgraph/open-installation'
import { readGatewayEnvironment } from '../../../../apps/gateway/src/env.ts'
import { openHospital } from '../../../../apps/gateway/src/hospital.ts'
import { openEmbedded } from '../../../../apps/gateway/src/subgraphs/embedded.ts'
import { openRemote } from '../../../../apps/gateway/src/subgraphs/remote.ts'
import { memoryModules } from '../memory/subgraphs.ts'
import { serveParent, settingsOf } from '../process/parent.ts'
import { OPERATIONS, documentIdOf } from './operations.ts'

export interface GatewaySettings {
  /** Subgraphs elsewhere, by name; undefined: in this process. */
  urls?: Record<string, string>
  /** What the subgraphs in this process read from. */
  data: 'memory' | 'postgres'
}

/** The hospital's gateway as `server.ts` opens it, with the bench's operations registered. */
const { urls, data } = settingsOf<GatewaySettings>()
const environment = readGatewayEnvironment({ ...process.env, NODE_ENV: 'test' })
const installation = await openInstallation(environment, undefined)
const modules = data === 'memory' ? memoryModules() : (await import('../../../../apps/gateway/src/subgraphs/list.ts')).SUBGRAPHS
const subgraphs = urls ? openRemote({ urls, viewerKey: installation.keys.viewerKey, log: installation.log }) : await openEmbedded(modules, installation)
const registered = new Map(OPERATIONS.map((source) => [documentIdOf(source), source]))
const operations = { find: (id: string) => registered.get(id), ids: () => [...registered.keys()] }
const options = { installation, subgraphs, production: false, origins: installation.appOrigins, operations }
const app = await openHospital(options)
await app.listen({ port: 0, host: '127.0.0.1' })
serveParent({ port: (app.server.address() as AddressInfo).port }, {
  answer: () => global.gc?.(),
  async close() {
    await app.close()
    await subgraphs.close()
    await installation.close()
  },
})
