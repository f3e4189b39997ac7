import { createBalancer } from './proxy.ts'

/** One port before several gateways. In an installation of your own any load balancer that asks `/ready` takes its place. */
const { PORT = '4000', HOST = '127.0.0.1', BALANCED_URLS = '[]' } = process.env
const targets = JSON.parse(BALANCED_URLS) as string[]
const server = createBalancer(targets)

function stop(): void {
  server.close(() => process.exit(0))
  server.closeAllConnections()
  setTimeout(() => process.exit(0), 1_000).unref()
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
server.listen(Number(PORT), HOST, () => console.log(`balancer: http://${HOST}:${PORT} → ${targets.join(', ')}`))
