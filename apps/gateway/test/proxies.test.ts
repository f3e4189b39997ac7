import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressOf, ourProxies } from '../src/session/proxies.ts'

const from = (remoteAddress: string, forwarded?: string) => ({ socket: { remoteAddress }, headers: { ...(forwarded && { 'x-forwarded-for': forwarded }) } }) as unknown as IncomingMessage
const here = ourProxies([])
const cluster = ourProxies(['10.1.0.0/16', 'fd00::7'])

test.each([
  ['a caller straight from outside', here, from('203.0.113.7'), '203.0.113.7'],
  ['what a stranger says of themselves is not believed', here, from('203.0.113.7', '198.51.100.1'), '203.0.113.7'],
  ['behind a server of this machine', here, from('::ffff:127.0.0.1', '203.0.113.7'), '203.0.113.7'],
  ['what the caller put in front is passed over', here, from('127.0.0.1', '198.51.100.1, 203.0.113.7'), '203.0.113.7'],
  ['behind a balancer of our own and one of this machine', cluster, from('10.1.2.3', '203.0.113.7, 127.0.0.1'), '203.0.113.7'],
  ['a balancer that nobody named is a caller', here, from('10.1.2.3', '203.0.113.7'), '10.1.2.3'],
  ['one of ours by itself', cluster, from('10.1.2.3'), '10.1.2.3'],
  ['of IPv6', cluster, from('fd00::7', '2001:db8::1'), '2001:db8::1'],
])('[on many] %s', (_, ours, request, address) => {
  expect(addressOf(request, ours)).toBe(address)
})

test('[on many] what is no address is refused at the start', () => {
  expect(() => ourProxies(['balancer.internal'])).toThrow('Neither an address')
})
