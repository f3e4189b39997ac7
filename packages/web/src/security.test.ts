import { expect, it } from 'vitest'
import { contentSecurityPolicy } from './security.ts'

it('the policy runs scripts by nonce only, is never framed, and speaks to the gateway alone', () => {
  process.env.GATEWAY_URL = 'https://api.hospital.test/'
  const policy = contentSecurityPolicy('abc', false)
  delete process.env.GATEWAY_URL
  expect(policy).toContain(`script-src 'self' 'nonce-abc' 'strict-dynamic';`)
  expect(policy).toContain(`connect-src 'self' https://api.hospital.test wss://api.hospital.test;`)
  expect(policy).toContain(`frame-ancestors 'none'`)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})
