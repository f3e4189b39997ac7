import { createHash, timingSafeEqual } from 'node:crypto'
import { ConnectorFailure } from '../failure.ts'

/** The rows of a posted JSON array, or null where it is something else. */
export function rowsOf(body: Buffer): Record<string, unknown>[] | null {
  try {
    const rows: unknown = JSON.parse(body.toString('utf8'))
    return Array.isArray(rows) && rows.length > 0 && rows.length <= MOST_RECEIPTS && rows.every((row) => row !== null && typeof row === 'object') ? rows : null
  } catch {
    return null
  }
}

const MOST_RECEIPTS = 500

const sha256 = (text: string) => createHash('sha256').update(text).digest()

export const sameSecret = (one: string, other: string): boolean => timingSafeEqual(sha256(one), sha256(other))

export function mainlandDigits(phone: string, call: string): string {
  const digits = phone.replace(/^(\+86|0086)/, '')
  if (!/^1\d{10}$/.test(digits)) throw new ConnectorFailure({ kind: 'REFUSED', port: 'sms', code: 'PHONE_INVALID', message: `sms ${call}: not a mainland mobile number` })
  return digits
}

export function templateCode(templates: Readonly<Record<string, string>>, { templateId, code }: { templateId: string; code?: string | null }): string {
  const found = code || templates[templateId]
  if (!found) throw new ConnectorFailure({ kind: 'REFUSED', port: 'sms', code: 'TEMPLATE_MISSING', message: `sms: no template for ${templateId}` })
  return found
}
