import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** What was begun is finished in this time, or given up. */
const DEADLINE_MS = 10_000

/** Says that a server is about to stop, before it does. */
export interface Leaving {
  /** Set from the moment it was told to stop: `/ready` says no, everything else still works. */
  begun: boolean
}

export interface LeaveOptions {
  drainMs: number
  /** Stops taking requests and finishes those it has, then whatever stands behind them. */
  close(): Promise<void>
}

/** On SIGTERM or SIGINT: not ready, then (once balancers know) closed, then gone; by a deadline in any case. */
export function leaveOnSignal(leaving: Leaving, { drainMs, close }: LeaveOptions): void {
  async function leave(): Promise<void> {
    if (leaving.begun) return
    leaving.begun = true
    setTimeout(() => process.exit(1), drainMs + DEADLINE_MS).unref()
    await sleep(drainMs)
    await close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void leave())
  process.on('SIGINT', () => void leave())
}

/** `/health`: the process lives. `/ready`: it takes requests, and has prepared itself for them. */
export function answerProbes(app: FastifyInstance, leaving: Leaving, check: () => Promise<unknown>, isPrepared = () => true): void {
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (_request, reply) => {
    try {
      if (leaving.begun) return await reply.code(503).send({ status: 'leaving' })
      if (!isPrepared()) return await reply.code(503).send({ status: 'starting' })
      await check()
      return { status: 'ready' }
    } catch (error) {
      app.log.warn({ err: error }, 'not ready')
      return reply.code(503).send({ status: 'not ready' })
    }
  })
}
