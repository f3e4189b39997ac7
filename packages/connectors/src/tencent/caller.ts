import { ConnectorFailure, type FailureKind, type PortName } from '../failure.ts'
import type { Outbound } from '../outbound.ts'
import { tc3Authorization, type Tc3Request, type Tc3Secret } from './tc3.ts'

/** One product of Tencent Cloud as its API names it. */
export interface TencentService {
  port: PortName
  service: string
  version: string
  region: string
}

export interface TencentCallerOptions extends TencentService {
  baseUrl: string
  secret: Tc3Secret
  /** Real time in milliseconds. */
  clock: () => number
  outbound: Outbound
}

interface WireAnswer {
  Response?: { Error?: { Code: string; Message: string } }
}

/** Calls an action and answers its `Response`. Errors arrive with HTTP 200 and leave as failures under Tencent's own code. */
export function createTencentCaller({ port, service, version, region, baseUrl, secret, clock, outbound }: TencentCallerOptions) {
  const url = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  const contentType = 'application/json; charset=utf-8'

  return async function call<Response extends object>(action: string, body: object, { readOnly = false } = {}): Promise<Response> {
    const payload = JSON.stringify(body)
    const timestamp = Math.floor(clock() / 1000)
    const signed = { 'x-tc-action': action }
    const request: Tc3Request = { service, host: url.host, method: 'POST', path: url.pathname, query: '', headers: signed, contentType, payload, timestamp }
    const answer = await outbound.send({
      call: action,
      method: 'POST',
      url: url.href,
      headers: { ...signed, authorization: tc3Authorization(request, secret), 'content-type': contentType, 'x-tc-timestamp': String(timestamp), 'x-tc-version': version, 'x-tc-region': region },
      body: payload,
      readOnly,
    })
    const response = parse(answer.body)?.Response
    if (!response) throw new ConnectorFailure({ kind: 'GARBAGE', port, code: 'UNREADABLE', message: `${port} ${action}: answer cannot be read` })
    if (response.Error) throw failureOf(port, action, response.Error.Code, readOnly)
    return response as unknown as Response
  }
}

function failureOf(port: PortName, action: string, code: string, readOnly: boolean): ConnectorFailure {
  const kind: FailureKind = code.startsWith('RequestLimitExceeded') ? 'UNAVAILABLE' : !code.startsWith('InternalError') ? 'REFUSED' : readOnly ? 'UNAVAILABLE' : 'TIMEOUT'
  return new ConnectorFailure({ kind, port, code, message: `${port} ${action}: ${code}` })
}

function parse(body: Buffer): WireAnswer | null {
  try {
    return JSON.parse(body.toString('utf8')) as WireAnswer
  } catch {
    return null
  }
}
