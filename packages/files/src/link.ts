import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Viewer } from '@hospital/access/viewer'

const LINK_MINUTES = 15
/** Links made within this time are the same string, so that a browser that reads a page again takes the picture from its cache. */
const STEP_MINUTES = 5

/** When a link made now ends: 15 to 20 minutes from now. */
export function linkExpiry(now: Date): Date {
  const step = STEP_MINUTES * 60_000
  return new Date(Math.ceil(now.getTime() / step) * step + LINK_MINUTES * 60_000)
}

/**
 * A link that opens one file until `expires` for the viewer's session alone: a path, at each app (which adds the session of its cookie) and at
 * the gateway (with the session's bearer). Whoever signs has checked that the reader may see the file; what somebody without a session may see, anybody may.
 */
export function signFileUrl(key: string, viewer: Viewer, id: string, expires: Date): string {
  return signLink(key, 'files', viewer, id, expires)
}

export type LinkKind = 'files' | 'exports'

export function signLink(key: string, kind: LinkKind, viewer: Viewer, id: string, expires: Date): string {
  const seconds = String(Math.floor(expires.getTime() / 1000))
  return `/${kind}/${id}?expires=${seconds}&signature=${signatureOf(key, kind, readerOf(viewer), id, seconds)}`
}

const ANYBODY = 'anybody'

/** Whom a link is made for. The house itself opens none. */
function readerOf(viewer: Viewer): string {
  if ('sessionId' in viewer) return viewer.sessionId
  return viewer.kind === 'SERVICE' ? 'nobody' : ANYBODY
}

export interface LinkQuery {
  expires?: string
  signature?: string
}

/** `sessionId`: who asks, where somebody is signed in. */
export function verifyLink(key: string, kind: LinkKind, sessionId: string | undefined, id: string, { expires, signature }: LinkQuery, now: Date): boolean {
  if (typeof expires !== 'string' || typeof signature !== 'string') return false
  if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 < now.getTime()) return false
  const given = Buffer.from(signature)
  return [sessionId ?? ANYBODY, ANYBODY].some((reader) => {
    const expected = Buffer.from(signatureOf(key, kind, reader, id, expires))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

const signatureOf = (key: string, kind: LinkKind, reader: string, id: string, seconds: string) =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(JSON.stringify([kind, reader, id, seconds])).digest('base64url')
