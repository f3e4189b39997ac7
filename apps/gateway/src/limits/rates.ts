import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import { REFUSALS } from '@hospital/subgraph/refusal'

/** Who is counted, and how often a minute it may come. */
export interface Caller {
  key: string
  most: number
}

export interface Rates {
  /** Counts a request, says in headers how much is left, and refuses TOO_MANY_REQUESTS (429). */
  count(request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<void>
}

/** Callers that are remembered; beyond that the longest unseen start anew. */
const REMEMBERED = 50_000
const MINUTE_MS = 60_000

/** `redis`: an ioredis client, where several gateways count together. A Redis that is away lets requests through. */
export async function openRates(app: FastifyInstance, redis?: unknown): Promise<Rates> {
  const callers = new WeakMap<FastifyRequest, Caller>()
  await app.register(rateLimit, { global: false, cache: REMEMBERED, skipOnError: true, ...(redis !== undefined && { redis, nameSpace: 'hospital-rate:' }) })
  const count = app.createRateLimit({ timeWindow: MINUTE_MS, keyGenerator: (request) => callers.get(request)!.key, max: (request) => callers.get(request)!.most })
  return {
    async count(request, reply, caller) {
      if (!Number.isFinite(caller.most)) return
      callers.set(request, caller)
      const found = await count(request)
      if (found.isAllowed) return
      void reply.headers({ 'ratelimit-limit': found.max, 'ratelimit-remaining': found.remaining, 'ratelimit-reset': found.ttlInSeconds })
      if (!found.isExceeded) return
      void reply.header('retry-after', found.ttlInSeconds)
      throw new GraphQLError(REFUSALS.TOO_MANY_REQUESTS, { extensions: { code: 'TOO_MANY_REQUESTS', details: { retryAfterSeconds: found.ttlInSeconds }, http: { status: 429 } } })
    },
  }
}
