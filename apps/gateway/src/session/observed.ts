import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { requestSeconds } from '@hospital/telemetry/metrics'

/** Texts are anybody's: they have one name together, or every stranger would add a figure. */
const OPEN = 'open'

const operations = new WeakMap<FastifyRequest, string>()

/** Says which registered operation a request turned out to be. */
export const nameOperation = (request: FastifyRequest, name: string): void => void operations.set(request, name)

export const operationOf = (request: FastifyRequest): string => operations.get(request) ?? OPEN

/** How long requests to the graph took, by operation and status. */
export function observeRequests(app: FastifyInstance): void {
  const figures = new Map<string, { observe(seconds: number): void }>()
  app.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    if (request.url.startsWith('/graphql')) {
      const operation = operationOf(request)
      const status = String(reply.statusCode)
      const key = `${operation} ${status}`
      const figure = figures.get(key) ?? requestSeconds.labels({ operation, status })
      figures.set(key, figure)
      figure.observe(reply.elapsedTime / 1000)
    }
    done()
  })
}
