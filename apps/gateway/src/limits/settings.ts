/** What one operation, one caller and one socket may ask of the gateway. Every figure has an environment name: see docs/operations.md. */
export interface Limits {
  /** Tokens of a document. */
  tokens: number
  /** Nested fields, fragments counted where they are spread. */
  depth: number
  /** Fields renamed. */
  aliases: number
  /** Times that one answer's field is asked for in one place. */
  duplicates: number
  /** Selections of a document once its fragments are spread. */
  selections: number
  directives: number
  /** Operations in one document. */
  operations: number
  /** A page, and a list that is sent along. */
  items: number
  /** Values within the variables. */
  values: number
  /** What one operation may cost: see `cost.ts`. */
  cost: number
  /** How long one operation may take. */
  operationMs: number
  /** How long a body may take to arrive. */
  bodyMs: number
  /** Requests a minute of one session; of one address that is not signed in. */
  requestsPerSession: number
  requestsPerAddress: number
  /** Tries a minute of one address to get an access token for third parties. */
  tokensPerAddress: number
  /** Open sockets of one session, and of one address. */
  socketsPerSession: number
  socketsPerAddress: number
  /** Streams that are being opened at a time, of all sockets; the others wait their turn. */
  openingStreams: number
  /** Messages that a socket may send within ten seconds. */
  messages: number
  /** Bytes that wait for a socket's reader before it is cut. */
  unreadBytes: number
}

export const USUAL_LIMITS: Limits = {
  tokens: 2_000, depth: 12, aliases: 30, duplicates: 20, selections: 3_000, directives: 60, operations: 20,
  items: 100, values: 5_000, cost: 10_000, operationMs: 15_000, bodyMs: 10_000,
  requestsPerSession: 600, requestsPerAddress: 1_200, tokensPerAddress: 30,
  socketsPerSession: 20, socketsPerAddress: 500, openingStreams: 32, messages: 200, unreadBytes: 1024 * 1024,
}

/** `LIMIT_OPERATION_MS` for `operationMs`. */
export const environmentName = (name: string) => `LIMIT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

/** The usual limits, but for what the environment says. Refuses what is no positive whole number. */
export function readLimits(env: NodeJS.ProcessEnv): Limits {
  const read = Object.entries(USUAL_LIMITS).map(([name, usual]) => {
    const given = env[environmentName(name)]
    if (!given) return [name, usual]
    if (!/^[1-9]\d{0,8}$/.test(given)) throw new Error(`${environmentName(name)} is not a positive whole number: ${given}`)
    return [name, Number(given)]
  })
  return Object.fromEntries(read) as Limits
}

/** Of a bare gateway, which outside suites probe. */
export const NO_LIMITS = Object.fromEntries(Object.keys(USUAL_LIMITS).map((name) => [name, Number.POSITIVE_INFINITY])) as unknown as Limits
