import { randomInt } from 'node:crypto'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'

/** A temporary password that nobody has used for this long is worth nothing. */
const TEMPORARY_MS = 72 * 3_600_000

export const temporaryEnd = (ctx: Context) => new Date(ctx.now().getTime() + TEMPORARY_MS)

/** Without letters and digits that are mistaken for one another; read out over a phone. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

export const newPassword = () => Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join('-')

/** A login as it is kept. Refuses INVALID_INPUT. */
export function requireLogin(typed: string): string {
  const login = typed.trim().toLowerCase()
  if (!/^[a-z][a-z0-9._-]{2,29}$/.test(login)) throw new Refusal('INVALID_INPUT', { message: '账号由 3 到 30 位小写字母、数字、点、横线或下划线组成，以字母开头。', details: { field: 'login' } })
  return login
}
