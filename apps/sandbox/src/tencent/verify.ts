import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface SignedCall {
  method: string
  path: string
  query: string
  headers: IncomingHttpHeaders
  body: Buffer
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

const shape = /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d{2}-\d{2})\/([a-z]+)\/tc3_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/

/** The provider's own check. Answers null, or the code under which Tencent Cloud refuses. */
export function refusalOf(call: SignedCall, secret: { secretId: string; secretKey: string }, nowSeconds: number): string | null {
  const parts = shape.exec(call.headers.authorization ?? '')
  if (!parts) return 'AuthFailure.SignatureFailure'
  const [, secretId, date, service, signedHeaders, signature] = parts as unknown as [string, string, string, string, string, string]
  if (secretId !== secret.secretId) return 'AuthFailure.SecretIdNotFound'
  const timestamp = Number(call.headers['x-tc-timestamp'])
  if (!Number.isInteger(timestamp) || Math.abs(nowSeconds - timestamp) > 300) return 'AuthFailure.SignatureExpire'
  const names = signedHeaders.split(';')
  if (date !== new Date(timestamp * 1000).toISOString().slice(0, 10) || !names.includes('content-type') || !names.includes('host')) return 'AuthFailure.SignatureFailure'
  // Tencent's own SDK signs the host without its port.
  const hosts = [call.headers.host ?? '', (call.headers.host ?? '').replace(/:\d+$/, '')]
  const matches = hosts.some((host) => {
    const lines = names.map((name) => `${name}:${(name === 'host' ? host : String(call.headers[name] ?? '')).trim().toLowerCase()}\n`).join('')
    const canonical = [call.method, call.path, call.query, lines, signedHeaders, sha256(call.body)].join('\n')
    const text = ['TC3-HMAC-SHA256', timestamp, `${date}/${service}/tc3_request`, sha256(canonical)].join('\n')
    const key = hmac(hmac(hmac(`TC3${secret.secretKey}`, date), service), 'tc3_request')
    return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex'))
  })
  return matches ? null : 'AuthFailure.SignatureFailure'
}
