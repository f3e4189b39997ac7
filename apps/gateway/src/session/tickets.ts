import type { FastifyInstance } from 'fastify'
import type { Sessions } from './sessions.ts'
import { sessionExpired } from './sessions.ts'

/** `POST /tickets` with a bearer token: a ticket of 60 seconds, which may stand in a page where the token may not. */
export async function ticketRoutes(app: FastifyInstance, { sessions }: { sessions: Sessions }): Promise<void> {
  app.post('/tickets', async (request, reply) => {
    const admission = await sessions.admit(request.headers.authorization).catch(() => undefined)
    reply.header('cache-control', 'no-store')
    if (!admission) return reply.code(401).send({ errors: [sessionExpired().toJSON()] })
    return { ticket: await sessions.ticketFor(admission.token) }
  })
}
