import { gatewaySocketUrl, gatewayUrl } from './environment.ts'

/**
 * Scripts run by nonce only. Styles may be inline: antd and React put them on elements, and a style can neither read nor send anything
 * under the other directives. Sockets, uploads and files come from the gateway.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const gateway = new URL(gatewayUrl()).origin
  const socket = new URL(gatewaySocketUrl()).origin
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob: ${gateway}`,
    `media-src 'self' blob: ${gateway}`,
    `font-src 'self'`,
    `connect-src 'self' ${gateway} ${socket}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

export const securityHeaders: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'geolocation=(self), camera=(self), microphone=(self), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
}
