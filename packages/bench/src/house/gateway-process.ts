import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openInstallation } from '@hospital/subgraph/open-installation'
import { createGateway } from '../../../../apps/gateway/src/app.ts'
import { readGatewayEnvironment } from '../../../../apps/gateway/src/env.ts'
import { USUAL_LIMITS } from '../../../../apps/gateway/src/limits/settings.ts'
import { createSessions } from '../../../../apps/gateway/src/session/sessions.ts'
import { rememberViewers } from '../../../../apps/gateway/src/session/viewers.ts'
import { openEmbedded } from '../../../../apps/gateway/src/subgraphs/embedded.ts'
import { openRemote } from '../../../../apps/gateway/src/subgraphs/remote.ts'
import { memoryModules } from '../memory/subgraphs.ts'
import { ROOT } from '../process/child.ts'
import { serveParent, settingsOf } from '../process/parent.ts'
import { OPERATIONS, documentIdOf } from './operations.ts'

export interface GatewaySettings {
  /** Subgraphs elsewhere, by name; undefined: in this process. */
  urls?: Record<string, string>
  /** What the subgraphs in this process read from. */
  data: 'memory' | 'postgres'
}

/** Callers are counted as ever; they may only come as often as a load generator does. */
const MANY = 1_000_000_000
const LIMITS = { ...USUAL_LIMITS, requestsPerSession: MANY, requestsPerAddress: MANY, socketsPerSession: MANY, socketsPerAddress: MANY }

/** The hospital's gateway with its whole chain (session, limits, access), and the bench's operations registered. */
const { urls, data } = settingsOf<GatewaySettings>()
const installation = await openInstallation(readGatewayEnvironment({ ...process.env, NODE_ENV: 'test' }))
const { keys, wakes, clock, log } = installation
const modules = data === 'memory' ? memoryModules() : (await import('../../../../apps/gateway/src/subgraphs/list.ts')).SUBGRAPHS
const subgraphs = urls ? openRemote({ urls, viewerKey: keys.viewerKey, log }) : await openEmbedded(modules, installation)
const viewers = rememberViewers({ ask: (token) => subgraphs.viewerOf(token), wakes, clock })
const registered = new Map(OPERATIONS.map((source) => [documentIdOf(source), source]))
const app = await createGateway({
  supergraphSdl: readFileSync(join(ROOT, 'schema/supergraph.graphql'), 'utf8'), subgraphs, sessions: createSessions(keys.sessionKey, viewers),
  wakes, clock, log, production: false, origins: [], limits: LIMITS,
  operations: { find: (id) => registered.get(id), ids: () => [...registered.keys()] },
})
await app.listen({ port: 0, host: '127.0.0.1' })
serveParent({ port: (app.server.address() as AddressInfo).port }, {
  answer: () => global.gc?.(),
  async close() {
    await app.close()
    viewers.close()
    await subgraphs.close()
    await installation.close()
  },
})
