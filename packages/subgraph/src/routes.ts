import type { FastifyInstance, FastifyPluginAsync } from 'fastify'

/** Mounts a subgraph's routes where every body arrives as its raw bytes: what a signature was made over. */
export async function mountRoutes(app: FastifyInstance, routes: FastifyPluginAsync): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    await scope.register(routes)
  })
}
