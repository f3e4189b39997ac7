import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  path: string
  headers: IncomingMessage['headers']
  body: { documentId?: string; variables?: Record<string, unknown> }
}

export interface Reply {
  status?: number
  body: unknown
}

/** For tests: a gateway on a real socket that answers what the test says, and tells what it was asked. */
export async function openTrialGateway(answer: (asked: Asked) => Reply | Promise<Reply>) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = { path: request.url!, headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString() || '{}') }
    asked.push(one)
    const { status = 200, body } = await answer(one)
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': String(request.headers['x-request-id']) }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, asked, close: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()) }
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An access token that says it lives so long, as the real one does. */
export function trialToken(name: string, seconds = 900): string {
  return `${part({ alg: 'none' })}.${part({ sid: name, iat: 1_000, exp: 1_000 + seconds })}.x`
}
