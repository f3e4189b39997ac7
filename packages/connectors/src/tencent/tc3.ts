import { createHash, createHmac } from 'node:crypto'

/** Tencent Cloud's TC3-HMAC-SHA256. */
export interface Tc3Request {
  service: string
  host: string
  method: 'POST'
  path: string
  query: string
  /** Signed besides content-type and host. */
  headers?: Record<string, string>
  contentType: string
  payload: string
  /** Unix seconds, real time: older than five minutes is refused. */
  timestamp: number
}

export interface Tc3Secret {
  secretId: string
  secretKey: string
}

const algorithm = 'TC3-HMAC-SHA256'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

export const tc3Date = (timestamp: number) => new Date(timestamp * 1000).toISOString().slice(0, 10)

/** Headers in lower case, sorted by name, values trimmed; Tencent lower-cases the values too. */
export function canonicalRequest(request: Tc3Request): { canonical: string; signedHeaders: string } {
  const headers = { ...request.headers, 'content-type': request.contentType, host: request.host }
  const sorted = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().toLowerCase()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const signedHeaders = sorted.map(([name]) => name).join(';')
  const lines = sorted.map(([name, value]) => `${name}:${value}\n`).join('')
  return { canonical: [request.method, request.path, request.query, lines, signedHeaders, sha256(request.payload)].join('\n'), signedHeaders }
}

export function stringToSign(request: Tc3Request, canonical: string): string {
  return [algorithm, request.timestamp, `${tc3Date(request.timestamp)}/${request.service}/tc3_request`, sha256(canonical)].join('\n')
}

export function tc3Authorization(request: Tc3Request, { secretId, secretKey }: Tc3Secret): string {
  const { canonical, signedHeaders } = canonicalRequest(request)
  const date = tc3Date(request.timestamp)
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), request.service), 'tc3_request')
  const signature = createHmac('sha256', key).update(stringToSign(request, canonical)).digest('hex')
  return `${algorithm} Credential=${secretId}/${date}/${request.service}/tc3_request, SignedHeaders=${signedHeaders}, Signature=${signature}`
}
