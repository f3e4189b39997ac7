import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface AliyunCall {
  method: string
  path: string
  /** As it was sent. */
  query: string
  headers: IncomingHttpHeaders
  body: Buffer
}

const shape = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})$/
const required = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version']
const LONGEST_MS = 15 * 60_000

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** The provider's own check. Answers null, or the code under which Alibaba Cloud refuses. A nonce is good once. */
export function aliyunRefusal(call: AliyunCall, secret: { accessKeyId: string; accessKeySecret: string }, now: number, nonces: Map<string, number>): string | null {
  const { headers } = call
  const parts = shape.exec(headers.authorization ?? '')
  if (!parts) return 'IncompleteSignature'
  const [, keyId, signedHeaders, signature] = parts as unknown as [string, string, string, string]
  if (keyId !== secret.accessKeyId) return 'InvalidAccessKeyId.NotFound'
  const names = signedHeaders.split(';')
  if (required.some((name) => !names.includes(name)) || names.join() !== [...names].sort().join()) return 'IncompleteSignature'
  const at = Date.parse(String(headers['x-acs-date']))
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(headers['x-acs-date'])) || Math.abs(now - at) > LONGEST_MS) return 'InvalidTimeStamp.Expired'
  if (headers['x-acs-content-sha256'] !== sha256(call.body)) return 'SignatureDoesNotMatch'
  const query = [...new URLSearchParams(call.query)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  const lines = names.map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`).join('')
  const canonical = [call.method, call.path, query, lines, signedHeaders, sha256(call.body)].join('\n')
  const right = createHmac('sha256', secret.accessKeySecret).update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`).digest()
  if (!timingSafeEqual(right, Buffer.from(signature, 'hex'))) return 'SignatureDoesNotMatch'
  return usedNonce(String(headers['x-acs-signature-nonce']), now, nonces) ? 'SignatureNonceUsed' : null
}

function usedNonce(nonce: string, now: number, nonces: Map<string, number>): boolean {
  for (const [old, until] of nonces) if (until < now) nonces.delete(old)
  if (nonces.has(nonce)) return true
  nonces.set(nonce, now + 2 * LONGEST_MS)
  return false
}
