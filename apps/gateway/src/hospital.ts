import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { verifyAccessToken } from '@hospital/access/token'
import { fileOwner } from '@hospital/files/owner'
import { filesPlugin } from '@hospital/files/plugin'
import type { Installation } from '@hospital/subgraph/installation'
import type { Leaving } from '@hospital/subgraph/leaving'
import { createGateway } from './app.ts'
import type { Limits } from './limits/settings.ts'
import { openOperations } from './registered/operations.ts'
import { createSessions } from './session/sessions.ts'
import { rememberViewers } from './session/viewers.ts'
import { observeSubgraphs } from './subgraphs/observed.ts'
import type { Subgraphs } from './subgraphs/subgraphs.ts'

export interface HospitalOptions {
  installation: Installation
  subgraphs: Subgraphs
  production: boolean
  origins: readonly string[]
  supergraphSdl?: string
  publicSdl?: string
  /** Where the operations of the apps stand. */
  operationsFolder?: string
  /** Registered operations are prepared once it listens. */
  warm?: boolean
  leaving?: Leaving
  limits?: Limits
  /** Our own servers before the gateway, beside those of this machine. */
  proxies?: readonly string[]
  /** An ioredis client, where several gateways count their callers together. */
  redis?: unknown
}

const OPERATIONS = fileURLToPath(new URL('../../../schema/operations', import.meta.url))
const PUBLIC = fileURLToPath(new URL('../../../schema/public.graphql', import.meta.url))
const SUPERGRAPH = fileURLToPath(new URL('../../../schema/supergraph.graphql', import.meta.url))

/** The gateway of a hospital with everything that people reach it by: the graph, live updates, sign-in, uploads and links. */
export async function openHospital({ installation, subgraphs, production, origins, supergraphSdl = readFileSync(SUPERGRAPH, 'utf8'), publicSdl = readFileSync(PUBLIC, 'utf8'), operationsFolder = OPERATIONS, ...rest }: HospitalOptions): Promise<FastifyInstance> {
  const { keys, wakes, clock, log, dataFolder } = installation
  const viewers = rememberViewers({ ask: (token) => subgraphs.viewerOf(token), wakes, clock })
  const sessions = createSessions(keys.sessionKey, viewers)
  const operations = openOperations({ folder: operationsFolder, reread: !production })
  const app = await createGateway({ ...rest, operations, supergraphSdl, publicSdl, subgraphs: observeSubgraphs(subgraphs), sessions, wakes, clock, log, production, origins })
  await app.register(filesPlugin, {
    dataFolder, fileKey: keys.fileKey, now: () => clock.now(), allowedOrigins: [...origins],
    async verifyTicket(ticket) {
      const token = await verifyAccessToken(keys.sessionKey, ticket, 'ticket')
      const view = token && (await viewers.find(token))
      return view && fileOwner(view.viewer)
    },
    async sessionOf(authorization) {
      const admission = await sessions.admit(authorization).catch(() => undefined)
      return admission && 'sessionId' in admission.viewer ? admission.viewer.sessionId : undefined
    },
  })
  app.addHook('onClose', async () => viewers.close())
  return app
}
