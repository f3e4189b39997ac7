import { Agent, request, type Dispatcher } from 'undici'
import { outsideCallSeconds } from '@hospital/telemetry/metrics'
import { traced } from '@hospital/telemetry/tracing'
import { createBulkhead, type BulkheadLimits } from './bulkhead.ts'
import { createCircuit, type CircuitLimits } from './circuit.ts'
import { ConnectorFailure, type PortName } from './failure.ts'

export interface OutboundLimits extends BulkheadLimits {
  /** From asking to the last byte of the answer, waiting for a place included. */
  timeoutMs: number
  circuit: CircuitLimits
  maxAnswerBytes: number
}

export const defaultLimits: OutboundLimits = {
  timeoutMs: 8_000,
  maxConcurrent: 32,
  maxWaiting: 512,
  circuit: { failures: 8, openForMs: 2_000 },
  maxAnswerBytes: 64 * 1024 * 1024,
}

export interface OutboundRequest {
  /** Names the call in failures and logs; carries nothing of a patient. */
  call: string
  method: 'GET' | 'POST' | 'PUT'
  url: string
  headers?: Record<string, string>
  body?: string
  /** It changes nothing over there, so a broken answer leaves nothing unknown. Default: GET. */
  readOnly?: boolean
}

export interface OutboundAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

export interface Outbound {
  send(request: OutboundRequest): Promise<OutboundAnswer>
  close(): Promise<void>
}

/** The one way out of the house: time limit, bulkhead, circuit, and transport errors turned into failures. */
export function createOutbound(port: PortName, limits: Partial<OutboundLimits> = {}, agent?: Dispatcher): Outbound {
  const settings = { ...defaultLimits, ...limits }
  const dispatcher = agent ?? new Agent({ connections: settings.maxConcurrent, pipelining: 1, connect: { timeout: settings.timeoutMs } })
  const bulkhead = createBulkhead(port, settings)
  const circuit = createCircuit(port, settings.circuit)
  return {
    send: (outgoing) =>
      observed(port, outgoing, () =>
        circuit(() => {
          const deadline = AbortSignal.timeout(settings.timeoutMs)
          return bulkhead(deadline, () => exchange(port, settings, dispatcher, deadline, outgoing))
        }),
      ),
    close: () => (agent ? Promise.resolve() : dispatcher.close()),
  }
}

/** One span and one figure a call, refused ones included. Its address stays out: addresses carry numbers of people. */
async function observed(port: PortName, { call, method }: OutboundRequest, work: () => Promise<OutboundAnswer>): Promise<OutboundAnswer> {
  const measured = outsideCallSeconds.startTimer({ port })
  try {
    const answer = await traced(`${port} ${call}`, { kind: 'client', attributes: { 'peer.service': port, 'http.request.method': method } }, work)
    measured({ result: answer.status < 400 ? 'ok' : `HTTP_${Math.floor(answer.status / 100)}xx` })
    return answer
  } catch (error) {
    measured({ result: error instanceof ConnectorFailure ? error.kind : 'ERROR' })
    throw error
  }
}

async function exchange(
  port: PortName,
  settings: OutboundLimits,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  outgoing: OutboundRequest,
): Promise<OutboundAnswer> {
  const { call, method, url, headers, body, readOnly = method === 'GET' } = outgoing
  const answer = await receive()
  const failure = gatewayFailure(port, call, answer.status, readOnly)
  if (failure) throw failure
  return answer

  async function receive(): Promise<OutboundAnswer> {
    try {
      const response = await request(url, { method, headers, body, signal, dispatcher, bodyTimeout: settings.timeoutMs, headersTimeout: settings.timeoutMs })
      return { status: response.statusCode, headers: response.headers, body: await readBody(port, call, response.body, settings.maxAnswerBytes) }
    } catch (cause) {
      if (cause instanceof ConnectorFailure) throw cause
      throw transportFailure(port, call, cause)
    }
  }
}

async function readBody(port: PortName, call: string, body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > limit) throw new ConnectorFailure({ kind: 'GARBAGE', port, code: 'ANSWER_TOO_LARGE', message: `${port} ${call}: answer is too large` })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** 500, 502 and 504 may come after the work was done, so a command's result is unknown; 429 and 503 say that it was not begun. */
function gatewayFailure(port: PortName, call: string, status: number, readOnly: boolean): ConnectorFailure | null {
  if (status !== 429 && status < 500) return null
  const unknown = !readOnly && status !== 429 && status !== 503
  return new ConnectorFailure({ kind: unknown ? 'TIMEOUT' : 'UNAVAILABLE', port, code: `HTTP_${status}`, message: `${port} ${call}: answered ${status}` })
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

function transportFailure(port: PortName, call: string, cause: unknown): ConnectorFailure {
  const code = String((cause as { code?: unknown })?.code ?? (cause as Error)?.name ?? 'UNKNOWN')
  const kind = neverSent.has(code) ? 'UNAVAILABLE' : 'TIMEOUT'
  return new ConnectorFailure({ kind, port, code, message: `${port} ${call}: ${kind === 'TIMEOUT' ? 'no answer' : 'cannot be reached'} (${code})`, cause })
}
