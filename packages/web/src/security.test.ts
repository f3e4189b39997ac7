import { expect, it } from 'vitest'
import { contentSecurityPolicy, securityHeaders } from './security.ts'

it('the policy runs scripts by nonce only, is never framed, and speaks to the gateway alone', () => {
  process.env.GATEWAY_URL = 'https://api.hospital.test/'
  const policy = contentSecurityPolicy('abc', false)
  delete process.env.GATEWAY_URL
  expect(policy).toContain(`script-src 'self' 'nonce-abc' 'strict-dynamic';`)
  expect(policy).toContain(`connect-src 'self' https://api.hospital.test wss://api.hospital.test;`)
  expect(policy).toContain(`frame-ancestors 'none'`)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})

it('pages may use of the device what they need, and come by https alone once they did', () => {
  expect(securityHeaders('patient', true)).toMatchObject({ 'strict-transport-security': expect.stringContaining('max-age=63072000'), 'permissions-policy': expect.stringMatching(/geolocation=\(self\), camera=\(\), microphone=\(self\)/) })
  expect(securityHeaders('console', false)['permissions-policy']).not.toContain('self')
  expect(securityHeaders('doctor', false)).not.toHaveProperty('strict-transport-security')
  expect(securityHeaders('doctor', false)).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
})

it('a preview is framed by the console alone, and the console frames nothing else', () => {
  const preview = contentSecurityPolicy('abc', false, { framedBy: ['https://console.hospital.test'] })
  expect(preview).toContain(`frame-ancestors https://console.hospital.test`)
  expect(preview).toContain(`frame-src 'none'`)
  expect(contentSecurityPolicy('abc', false, { frames: ['https://m.hospital.test'] })).toContain(`frame-src https://m.hospital.test; frame-ancestors 'none'`)
  expect(securityHeaders('patient', false, true)).not.toHaveProperty('x-frame-options')
})
