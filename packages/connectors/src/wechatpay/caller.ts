import { ConnectorFailure, type FailureKind } from '../failure.ts'
import type { Outbound, OutboundAnswer } from '../outbound.ts'
import { rejectionOf } from './callback.ts'
import type { WechatPayKeys } from './keys.ts'
import { authorization, newNonce } from './signature.ts'

export interface CallerOptions {
  baseUrl: string
  keys: WechatPayKeys
  clock: () => number
  outbound: Outbound
}

export interface Call {
  /** Names the call in failures. */
  call: string
  method: 'GET' | 'POST'
  path: string
  body?: unknown
}

/** Codes by which the order's state, not the request, is what stands in the way. */
const stateCodes = new Set(['ORDERPAID', 'ORDER_CLOSED', 'OUT_TRADE_NO_USED', 'TRADE_ERROR', 'USERPAYING'])
const temporaryCodes = new Set(['FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED', 'STATEMENT_CREATING'])

/** Signs what goes out, and trusts no answer whose own signature does not hold. */
export function createCaller({ baseUrl, keys, clock, outbound }: CallerOptions) {
  const nowSeconds = () => Math.floor(clock() / 1000)

  function send({ call, method, path, body }: Call): Promise<OutboundAnswer> {
    const url = new URL(path.startsWith('http') ? path : baseUrl + path)
    const text = body === undefined ? '' : JSON.stringify(body)
    const signed = { method, pathAndQuery: url.pathname + url.search, body: text, timestamp: String(nowSeconds()), nonce: newNonce() }
    const headers = {
      authorization: authorization({ mchId: keys.mchId, serialNo: keys.serialNo, privateKey: keys.privateKey }, signed),
      accept: 'application/json',
      'user-agent': 'internet-hospital',
      ...(text ? { 'content-type': 'application/json' } : {}),
    }
    return outbound.send({ call, method, url: url.href, headers, body: text || undefined })
  }

  async function call<T>(request: Call, read: (body: unknown) => T): Promise<T> {
    const answer = await send(request)
    if (answer.status === 401) throw refusal(request.call, answer)
    const rejection = rejectionOf(answer.headers, answer.body, keys, nowSeconds())
    if (rejection) throw garbage(request.call, rejection, `answer ${answer.status} is not signed by WeChat Pay (${rejection})`)
    if (answer.status >= 300) throw refusal(request.call, answer)
    try {
      return read(answer.body.length ? JSON.parse(answer.body.toString('utf8')) : undefined)
    } catch (cause) {
      throw garbage(request.call, 'UNREADABLE', 'answer cannot be read', cause)
    }
  }

  /** Bill files come unsigned; their digest came in a signed answer. */
  async function download(callName: string, url: string): Promise<Buffer> {
    if (new URL(url).origin !== new URL(baseUrl).origin) throw garbage(callName, 'FOREIGN_URL', 'download points to another host')
    const answer = await send({ call: callName, method: 'GET', path: url })
    if (answer.status !== 200) throw refusal(callName, answer)
    return answer.body
  }

  return { call, download }
}

export const garbage = (call: string, code: string, message: string, cause?: unknown) =>
  new ConnectorFailure({ kind: 'GARBAGE', port: 'wechatpay', code, message: `wechatpay ${call}: ${message}`, cause })

function refusal(call: string, answer: OutboundAnswer): ConnectorFailure {
  const { code, message } = readError(answer)
  const kind: FailureKind = stateCodes.has(code) ? 'CONFLICT' : temporaryCodes.has(code) ? 'UNAVAILABLE' : 'REFUSED'
  return new ConnectorFailure({ kind, port: 'wechatpay', code, message: `wechatpay ${call}: ${answer.status} ${code} ${message}` })
}

function readError(answer: OutboundAnswer): { code: string; message: string } {
  try {
    const body = JSON.parse(answer.body.toString('utf8')) as { code?: unknown; message?: unknown }
    return { code: String(body.code ?? `HTTP_${answer.status}`), message: String(body.message ?? '') }
  } catch {
    return { code: `HTTP_${answer.status}`, message: '' }
  }
}
