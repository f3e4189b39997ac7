import { WebSocketServer } from 'ws'
import { serveParent } from '../process/parent.ts'

/** Nothing but `ws`: the text goes to everybody who is there. */
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
await new Promise((resolve) => server.once('listening', resolve))
serveParent({ port: (server.address() as { port: number }).port }, {
  answer(text: string) {
    for (const socket of server.clients) socket.send(text)
  },
})
