import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { endIdleConnections } from './idle-connections.ts'

it('closes although somebody has connected and says nothing, and answers who asked before', async () => {
  const app = Fastify({ forceCloseConnections: 'idle' })
  endIdleConnections(app)
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<string>()
  app.get('/', () => {
    asked.resolve()
    return answer.promise
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const silent = connect(port, '127.0.0.1')
  await once(silent, 'connect')
  const ended = once(silent.resume(), 'close')
  const asking = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text())
  await asked.promise

  const closed = app.close()
  await ended
  answer.resolve('answered')
  expect(await asking).toBe('answered')
  await closed
})
