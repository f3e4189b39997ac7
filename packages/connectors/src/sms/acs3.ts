import { createHash, createHmac } from 'node:crypto'

/** Alibaba Cloud's ACS3-HMAC-SHA256 (V3). */
export interface Acs3Request {
  method: 'POST' | 'GET'
  host: string
  path: string
  /** Sorted and encoded by the signer. */
  query: Readonly<Record<string, string>>
  action: string
  version: string
  payload: string
  /** ISO 8601 in UTC, whole seconds: older than fifteen minutes is refused. */
  date: string
  /** Once only. */
  nonce: string
}

export interface Acs3Secret {
  accessKeyId: string
  accessKeySecret: string
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** RFC 3986: what `encodeURIComponent` leaves as it is, is encoded too. */
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

export const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.keys(query).sort().map((name) => `${encode(name)}=${encode(query[name]!)}`).join('&')

/** The headers of a request, its `authorization` among them. */
export function acs3Headers(request: Acs3Request, { accessKeyId, accessKeySecret }: Acs3Secret): Record<string, string> {
  const { method, host, path, query, action, version, payload, date, nonce } = request
  const hashed = sha256(payload)
  const headers = { host, 'x-acs-action': action, 'x-acs-content-sha256': hashed, 'x-acs-date': date, 'x-acs-signature-nonce': nonce, 'x-acs-version': version }
  const names = Object.keys(headers).sort()
  const signedHeaders = names.join(';')
  const lines = names.map((name) => `${name}:${headers[name as keyof typeof headers].trim()}\n`).join('')
  const canonical = [method, path, canonicalQuery(query), lines, signedHeaders, hashed].join('\n')
  const signature = createHmac('sha256', accessKeySecret).update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`).digest('hex')
  return { ...headers, authorization: `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}` }
}
