import { gatewaySocketUrl, gatewayUrl } from './environment.ts'
import type { Realm } from './realm.ts'

/** Which other sites of the house may show a page inside theirs, and which ones this one shows. */
export interface Framing {
  framedBy?: readonly string[]
  frames?: readonly string[]
}

/**
 * Scripts run by nonce only. Styles may be inline: antd and React put them on elements, and a style can neither read nor send anything
 * under the other directives. Sockets and uploads go to the gateway, which gives public pictures too; other files come through the app itself, which adds the session.
 */
export function contentSecurityPolicy(nonce: string, development: boolean, { framedBy = [], frames = [] }: Framing = {}): string {
  const gateway = new URL(gatewayUrl()).origin
  const socket = new URL(gatewaySocketUrl()).origin
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob: ${gateway}`,
    `media-src 'self' blob:`,
    `font-src 'self'`,
    `connect-src 'self' ${gateway} ${socket}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-src ${frames.length ? frames.join(' ') : `'none'`}`,
    `frame-ancestors ${framedBy.length ? framedBy.join(' ') : `'none'`}`,
  ].join('; ')
}

/** What of the device an app's pages use: where one is, to check in; the microphone, to say something. */
const DEVICES = { patient: ['geolocation', 'microphone'], doctor: ['microphone'], console: [] } as const satisfies Record<Realm['app'], readonly string[]>

const permissionsPolicy = (app: Realm['app']) =>
  ['geolocation', 'camera', 'microphone', 'payment', 'usb', 'display-capture'].map((device) => `${device}=(${(DEVICES[app] as readonly string[]).includes(device) ? 'self' : ''})`).join(', ')

const TWO_YEARS_SECONDS = 63_072_000

/** Of every page. Whoever once came by https comes by nothing else; over http a browser must not be told so (RFC 6797). */
export function securityHeaders(app: Realm['app'], secure: boolean, framed = false): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    ...(!framed && { 'x-frame-options': 'DENY' }),
    'referrer-policy': 'same-origin',
    'permissions-policy': permissionsPolicy(app),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(secure && { 'strict-transport-security': `max-age=${TWO_YEARS_SECONDS}; includeSubDomains` }),
  }
}
