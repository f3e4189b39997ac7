/**
 * Preloaded before an app's server (`node --import`): Next takes whatever a caller writes into X-Forwarded-For, and limits by address would
 * count what callers make up. Only a proxy named in TRUSTED_PROXIES (addresses, by comma) is believed, and of its list only the last
 * address that is none of ours: what stands before it came from the caller.
 */
import { Server } from 'node:http'

const trusted = new Set((process.env.TRUSTED_PROXIES ?? '').split(',').map((address) => address.trim()).filter(Boolean))
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-real-ip']

const plain = (address = '') => address.replace(/^::ffff:/, '')

/** @param {import('node:http').IncomingMessage} request */
function believe({ headers, socket }) {
  const list = String(headers['x-forwarded-for'] ?? '').split(',').map((address) => plain(address.trim())).filter(Boolean)
  if (!trusted.has(plain(socket.remoteAddress))) return FORWARDED.forEach((name) => delete headers[name])
  const caller = list.findLast((address) => !trusted.has(address))
  if (caller) headers['x-forwarded-for'] = caller
  else delete headers['x-forwarded-for']
  delete headers.forwarded
  delete headers['x-real-ip']
}

const { emit } = Server.prototype
Server.prototype.emit = function emitBelieved(event, ...rest) {
  if (event === 'request' || event === 'upgrade') believe(rest[0])
  return emit.call(this, event, ...rest)
}
