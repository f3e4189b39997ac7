import { randomBytes, randomInt } from 'node:crypto'
import { hospitalDay } from './clock.ts'

/** UUIDv7 (RFC 9562): time-ordered, so new rows land at the end of the index. */
export function newId(at = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Ids from outside that are no UUIDs belong to no row: they are answered like missing ones, not as errors. */
export const isId = (id: string): boolean => UUID.test(id)

/** A number that people read out: prefix, hospital day and nine random digits, e.g. `GH261123 048215377`; unique by the column's constraint. */
export function newNumber(prefix: string, at: Date): string {
  const day = hospitalDay(at).replaceAll('-', '').slice(2)
  return `${prefix}${day}${String(randomInt(1_000_000_000)).padStart(9, '0')}`
}
