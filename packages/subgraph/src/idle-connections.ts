import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

const LOOK_MS = 100

/**
 * A server that closes ends the connections that are idle at that moment, and waits for all others. Two kinds would keep it for a minute or for ever:
 * those that browsers and balancers open in advance and never use, and those that become idle later, with the answer to what was asked before.
 */
export function endIdleConnections(app: FastifyInstance): void {
  const { server } = app
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })

  function endIdle(): void {
    server.closeIdleConnections()
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
  }

  app.addHook('preClose', async () => {
    const looking = setInterval(endIdle, LOOK_MS).unref()
    server.once('close', () => clearInterval(looking))
  })
}
