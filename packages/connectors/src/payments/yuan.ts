/** `12.5` → 1250, without passing through a float. Throws where it is no amount of yuan. */
export function fenOf(yuan: unknown): number {
  const match = typeof yuan === 'string' ? /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(yuan) : null
  if (!match) throw new Error('Not an amount of yuan')
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

export const yuanOf = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
