import { createHmac, timingSafeEqual } from 'node:crypto'

const LINK_MINUTES = 15
/** Links made within this time are the same string, so that a browser that reads a page again takes the picture from its cache. */
const STEP_MINUTES = 5

/** When a link made now ends: 15 to 20 minutes from now. */
export function linkExpiry(now: Date): Date {
  const step = STEP_MINUTES * 60_000
  return new Date(Math.ceil(now.getTime() / step) * step + LINK_MINUTES * 60_000)
}

/** A link that opens one file until `expires` for whoever holds it. Whoever signs has checked that the reader may see the file. */
export function signFileUrl(key: string, base: string, id: string, expires: Date): string {
  const seconds = Math.floor(expires.getTime() / 1000)
  return `${base}/files/${id}?expires=${seconds}&signature=${signatureOf(key, id, seconds)}`
}

export function verifyFileLink(key: string, id: string, expires: string, signature: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 < now.getTime()) return false
  const expected = Buffer.from(signatureOf(key, id, Number(expires)))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const signatureOf = (key: string, id: string, seconds: number) =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(`file link ${id} ${seconds}`).digest('base64url')
