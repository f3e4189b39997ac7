import { openRedis } from '@hospital/events/redis'
import { leaveOnSignal, type Leaving } from '@hospital/subgraph/leaving'
import { openInstallation } from '@hospital/subgraph/open-installation'
import { serveMetrics } from '@hospital/telemetry/metrics-server'
import { keepProcessFigures } from '@hospital/telemetry/metrics'
import { startTracing } from '@hospital/telemetry/tracing'
import { readGatewayEnvironment } from './env.ts'
import { openHospital } from './hospital.ts'
import { migrateHospital } from './migrate.ts'
import { openEmbedded } from './subgraphs/embedded.ts'
import { SUBGRAPHS } from './subgraphs/list.ts'
import { openRemote } from './subgraphs/remote.ts'

const environment = readGatewayEnvironment()
const { port, host, drainMs, metricsPort, subgraphUrls, production, appOrigins, limits, proxies, redisUrl } = environment
const leaving: Leaving = { begun: false }
keepProcessFigures('gateway')
const tracing = startTracing('gateway', environment.tracesEndpoint)
await migrateHospital(environment)
const installation = await openInstallation(environment)
const subgraphs = subgraphUrls ? openRemote({ urls: subgraphUrls, viewerKey: installation.keys.viewerKey, log: installation.log }) : await openEmbedded(SUBGRAPHS, installation)
const redis = redisUrl ? openRedis(redisUrl, (error) => installation.log.warn({ err: error }, 'redis')) : undefined
const app = await openHospital({ installation, subgraphs, production, origins: appOrigins, warm: true, leaving, limits, proxies, redis })

const metrics = metricsPort === undefined ? undefined : await serveMetrics(metricsPort, host)

leaveOnSignal(leaving, {
  drainMs,
  async close() {
    await app.close()
    await subgraphs.close()
    await installation.close()
    redis?.disconnect()
    await Promise.all([tracing.stop(), metrics?.close()])
  },
})

await app.listen({ port, host })
console.log(`gateway: http://${host}:${port}/graphql (${subgraphUrls ? 'subgraphs remote' : 'subgraphs embedded'})`)
