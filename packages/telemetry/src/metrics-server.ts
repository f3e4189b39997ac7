import { createServer, type ServerResponse } from 'node:http'
import { registry } from './metrics.ts'

export interface MetricsServer {
  close(): Promise<void>
}

/** `GET /metrics` in Prometheus' text form, on a port of its own that is never public. */
export async function serveMetrics(port: number, host: string): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/metrics') void writeMetrics(response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  return { close: () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections() }) }
}

async function writeMetrics(response: ServerResponse): Promise<void> {
  try {
    const text = await registry.metrics()
    response.writeHead(200, { 'content-type': registry.contentType }).end(text)
  } catch (error) {
    response.writeHead(500).end((error as Error).message)
  }
}
