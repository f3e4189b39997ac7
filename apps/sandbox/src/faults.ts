import { setTimeout as wait } from 'node:timers/promises'
import { once } from 'node:events'
import type { FastifyInstance, FastifyRequest } from 'fastify'

export const systems = ['his', 'wechatpay', 'alipay', 'unionpay', 'sms', 'wechat', 'faceid', 'healthcard', 'insurance'] as const
export type System = (typeof systems)[number]

export const faultModes = ['down', 'slow', 'garbage', 'error', 'commit-then-timeout'] as const
export type FaultMode = (typeof faultModes)[number]

export interface Fault {
  mode: FaultMode
  /** slow: by how much. */
  ms?: number
  /** How many calls it strikes; without it, until cleared. */
  times?: number
  /** error: which, 500 when not said. */
  status?: number
}

export interface Faults {
  set(system: System, fault: Fault): void
  clear(system?: System): void
  list(): Partial<Record<System, Fault>>
  /** The fault that strikes this call, counted down. */
  strike(system: System, writes: boolean): Fault | null
}

export function createFaults(): Faults {
  const armed = new Map<System, Fault>()
  return {
    set: (system, fault) => void armed.set(system, { ...fault }),
    clear: (system) => (system ? void armed.delete(system) : armed.clear()),
    list: () => Object.fromEntries(armed),
    strike(system, writes) {
      const fault = armed.get(system)
      if (!fault || (fault.mode === 'commit-then-timeout' && !writes)) return null
      if (fault.times !== undefined && --fault.times <= 0) armed.delete(system)
      return fault
    },
  }
}

const longestHoldMs = 60_000

/** Lets the faults of a system strike its protocol routes; pages and control stay whole. */
export function exposeToFaults(app: FastifyInstance, system: System, faults: Faults) {
  const struck = new WeakMap<FastifyRequest, Fault>()

  app.addHook('onRequest', async (request, reply) => {
    const writes = request.method !== 'GET' && !/_search$|query_order_info$/.test(request.url)
    const fault = faults.strike(system, writes)
    if (!fault) return
    struck.set(request, fault)
    if (fault.mode === 'down') return reply.code(503).type('text/plain').send('service unavailable')
    if (fault.mode === 'error') return reply.code(fault.status ?? 500).type('text/plain').send('internal error')
    if (fault.mode === 'slow') await wait(fault.ms ?? 3_000)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = struck.get(request)
    if (fault?.mode === 'garbage') {
      reply.type('text/html')
      return '<html><body>502 Bad Gateway</body></html>'
    }
    if (fault?.mode !== 'commit-then-timeout') return payload
    // What was asked is done; the answer never leaves.
    const { socket } = request.raw
    await Promise.race([once(socket, 'close'), wait(longestHoldMs, undefined, { ref: false })])
    socket.destroy()
    return payload
  })
}
