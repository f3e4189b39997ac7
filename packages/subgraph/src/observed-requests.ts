import type { FastifyInstance, FastifyRequest } from 'fastify'
import { beginSpan, endSpan, inContext, isTracing, type Carrier } from '@hospital/telemetry/tracing'

type Begun = ReturnType<typeof beginSpan>

/** A span for every request to the graph, and the trace it came with carried on; nothing at all while nothing is traced. */
export function traceRequests(app: FastifyInstance, nameOf: (request: FastifyRequest) => string): void {
  if (!isTracing()) return
  const spans = new WeakMap<FastifyRequest, Begun>()
  app.addHook('onRequest', (request, _reply, done) => {
    if (/^\/(public\/)?graphql\b/.test(request.originalUrl)) spans.set(request, beginSpan('graphql', { kind: 'server', from: incoming(request), attributes: { 'request.id': request.id } }))
    done()
  })
  // After the body: reading it leaves the context that came before.
  app.addHook('preHandler', (request, _reply, done) => {
    const begun = spans.get(request)
    if (begun) inContext(begun.around, done)
    else done()
  })
  app.addHook('onResponse', async (request, reply) => {
    const begun = spans.get(request)
    if (!begun) return
    begun.span.updateName(`graphql ${nameOf(request)}`)
    begun.span.setAttribute('http.response.status_code', reply.statusCode)
    endSpan(begun.span)
  })
}

function incoming({ headers }: FastifyRequest): Carrier {
  const { traceparent } = headers
  return typeof traceparent === 'string' ? { traceparent } : {}
}
