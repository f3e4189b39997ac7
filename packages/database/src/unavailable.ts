/** No connection, or one that broke: of the driver, of the socket, and PostgreSQL's own words for starting, stopping and being full. */
const CODES = new Set([
  'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN',
  '57P01', '57P02', '57P03', '08000', '08001', '08003', '08004', '08006', '53300',
])

/** Whether the database could not be reached, also where others have wrapped the error. What was asked may, or may not, have been done. */
export function isUnavailable(error: unknown): boolean {
  for (let one = error as { code?: string; cause?: unknown; originalError?: unknown } | undefined, depth = 0; one && depth < 6; depth++) {
    if (typeof one.code === 'string' && CODES.has(one.code)) return true
    one = (one.cause ?? one.originalError) as typeof one
  }
  return false
}
