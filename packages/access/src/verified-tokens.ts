/** Tokens at once: as many as are in use in some minutes; one more forgets the oldest. */
const LIMIT = 20_000

interface Verified<T> {
  claims: T
  /** The token's own end, in milliseconds of real time. */
  until: number
}

/**
 * Verifies each token's signature once instead of at every request, and remembers it until the token ends. What is refused is not
 * remembered. Whether the session behind it still stands is for others to say, at every request.
 */
export function rememberVerified<T extends object>(verify: (token: string) => Promise<T | undefined>): (token: string) => Promise<T | undefined> | T {
  const known = new Map<string, Verified<T>>()

  async function verifyAnew(token: string): Promise<T | undefined> {
    const claims = await verify(token)
    if (!claims) return undefined
    known.set(token, { claims, until: endOf(token) })
    if (known.size > LIMIT) known.delete(known.keys().next().value!)
    return claims
  }

  return (token) => {
    const found = known.get(token)
    if (found && found.until > Date.now()) return found.claims
    if (found) known.delete(token)
    return verifyAnew(token)
  }
}

/** Believed, as the signature over it has been verified. */
function endOf(token: string): number {
  const { exp = 0 } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp?: number }
  return exp * 1000
}
