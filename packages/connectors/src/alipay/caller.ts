import { ConnectorFailure, type FailureKind } from '../failure.ts'
import type { Outbound } from '../outbound.ts'
import { printedTime } from '../payments/times.ts'
import type { AlipayKeys } from './keys.ts'
import { rawValueOf, signRequest, verifyText, type Parameters } from './signature.ts'

export interface AlipayCallerOptions {
  baseUrl: string
  keys: AlipayKeys
  clock: () => number
  outbound: Outbound
}

export type Answer = Record<string, unknown>

/** Codes by which the trade's state, not the request, is what stands in the way. */
const stateCodes = new Set(['ACQ.TRADE_STATUS_ERROR', 'ACQ.REASON_TRADE_STATUS_INVALID', 'ACQ.TRADE_HAS_SUCCESS'])
const temporaryCodes = new Set(['ACQ.SYSTEM_ERROR', 'aop.ACQ.SYSTEM_ERROR', 'isp.unknow-error', 'isp.unknown-error'])

/** Signs what goes out, and trusts no answer whose own signature does not hold. */
export function createAlipayCaller({ baseUrl, keys, clock, outbound }: AlipayCallerOptions) {
  const signed = (method: string, content: object, more: Parameters = {}) => signRequest({
    app_id: keys.appId, method, format: 'JSON', charset: 'utf-8', sign_type: 'RSA2', timestamp: printedTime(new Date(clock())), version: '1.0', ...more, biz_content: JSON.stringify(content),
  }, keys.privateKey)

  async function call(method: string, content: object, { readOnly = false } = {}): Promise<Answer> {
    const { status, body } = await outbound.send({
      call: method, method: 'POST', url: `${baseUrl}/gateway.do`, readOnly,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' }, body: new URLSearchParams(signed(method, content)).toString(),
    })
    const text = body.toString('utf8')
    const answer = readAnswer(method, text, keys)
    if (!answer) throw garbage(method, `answer ${status} is not signed by Alipay`)
    if (answer.code === '10000') return answer
    throw refusal(method, answer)
  }

  return { call, address: (method: string, content: object, more: Parameters) => `${baseUrl}/gateway.do?${new URLSearchParams(signed(method, content, more))}` }
}

/** Null: not an answer of Alipay's. A refused signature comes as `error_response`. */
function readAnswer(method: string, text: string, keys: AlipayKeys): Answer | null {
  try {
    const { sign, error_response: refused } = JSON.parse(text) as { sign?: unknown; error_response?: Answer }
    const raw = rawValueOf(text, refused ? 'error_response' : `${method.replaceAll('.', '_')}_response`)
    if (!raw) return null
    // Of a request that Alipay could not tell whose it is, it signs nothing.
    if (refused && sign === undefined) return refused
    return typeof sign === 'string' && verifyText(raw, sign, keys.alipayKey) ? (JSON.parse(raw) as Answer) : null
  } catch {
    return null
  }
}

export const garbage = (call: string, message: string, cause?: unknown) => new ConnectorFailure({ kind: 'GARBAGE', port: 'alipay', message: `alipay ${call}: ${message}`, cause })

function refusal(call: string, { code, sub_code: sub }: Answer): ConnectorFailure {
  const why = String(sub ?? code ?? 'UNKNOWN')
  const kind: FailureKind = stateCodes.has(why) ? 'CONFLICT' : temporaryCodes.has(why) || code === '20000' ? 'TIMEOUT' : 'REFUSED'
  return new ConnectorFailure({ kind, port: 'alipay', code: why === 'ACQ.SELLER_BALANCE_NOT_ENOUGH' ? 'NOT_ENOUGH' : why, message: `alipay ${call}: ${String(code)} ${why}` })
}
