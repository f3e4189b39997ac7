/** A request of one of our own pages: same origin by its headers, JSON, and small. Anything else is answered here. */
export interface Admission {
  body: Record<string, unknown>
  text: string
}

const limitBytes = 256 * 1024

export async function admit(request: Request): Promise<Admission | Response> {
  if (!isSameOrigin(request)) return refusal(403, 'CROSS_SITE', '请求来源不被允许。')
  if (!request.headers.get('content-type')?.startsWith('application/json')) return refusal(415, 'NOT_JSON', '请求格式不正确。')
  const text = await readBounded(request)
  if (text === null) return refusal(413, 'TOO_LARGE', '提交的内容过大。')
  const body = parse(text)
  return body ? { body, text } : refusal(400, 'NOT_JSON', '请求格式不正确。')
}

/** Sec-Fetch-Site is set by the browser alone; without it (old WebViews) the Origin must be our own host. With neither: refused. */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = request.headers.get('origin')
  if (origin === null) return site === 'same-origin'
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  return URL.canParse(origin) && new URL(origin).host === host
}

async function readBounded(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) return null
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > limitBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text)
    return value && typeof value === 'object' && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** Answers in the shape of a GraphQL error, so that a page treats it like any other refusal. */
export function refusal(status: number, code: string, message: string, requestId?: string, setCookies: string[] = []): Response {
  const extensions = { code, ...(requestId && { requestId }) }
  return json({ errors: [{ message, extensions }] }, status, requestId, setCookies)
}

export function json(value: unknown, status = 200, requestId?: string, setCookies: string[] = []): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  if (requestId) headers.set('x-request-id', requestId)
  for (const cookie of setCookies) headers.append('set-cookie', cookie)
  return new Response(JSON.stringify(value), { status, headers })
}
