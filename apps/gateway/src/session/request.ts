import type { FastifyRequest } from 'fastify'
import type { IncomingMessage } from 'node:http'
import type { Origin } from '@hospital/subgraph/context'

/** Where a request came from. Behind our own servers the browser's address stands in x-forwarded-for (see `trustProxy`). */
export const originOf = (request: FastifyRequest): Origin => ({ ip: request.ip, userAgent: userAgentOf(request.raw) })

export const userAgentOf = (request: IncomingMessage): string | null => request.headers['user-agent']?.slice(0, 300) ?? null

const REQUEST_ID = /^[\w.-]{8,64}$/

/** A request's own id where it brings a sound one, so that one id goes through all servers. */
export const requestIdOf = (given: string | string[] | undefined, fresh: () => string): string => (typeof given === 'string' && REQUEST_ID.test(given) ? given : fresh())
