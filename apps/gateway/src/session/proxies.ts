import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'

/** Whether an address is one of our own servers before the gateway, whose word on whom they serve is taken. */
export type IsOurs = (address: string) => boolean

/** This machine, and the addresses or subnets that are named. Refuses what is neither. */
export function ourProxies(named: readonly string[]): IsOurs {
  const ours = new BlockList()
  for (const one of ['127.0.0.0/8', '::1', ...named]) {
    const [address = '', bits] = one.split('/')
    if (!isIP(address)) throw new Error(`Neither an address nor a subnet: ${one}`)
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits) ours.addSubnet(address, Number(bits), family)
    else ours.addAddress(address, family)
  }
  return (address) => {
    const plain = plainly(address)
    return isIP(plain) !== 0 && ours.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
  }
}

/** The caller of a socket: the nearest address, from us outward, that is not one of ours. */
export function addressOf({ socket, headers }: IncomingMessage, isOurs: IsOurs): string {
  const hops = [...String(headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim()).filter(Boolean), socket.remoteAddress ?? '']
  return plainly(hops.findLast((hop, at) => at === 0 || !isOurs(hop)) ?? '')
}

/** IPv4 as IPv6 sockets show it. */
const plainly = (address: string) => address.replace(/^::ffff:/, '')
