import { Redis } from 'ioredis'

const MOST_WAIT_MS = 1_000

/** A connection that comes back by itself. What is asked while it is away fails at once: nobody here needs an answer of Redis late. */
export function openRedis(url: string, onError: (error: unknown) => void): Redis {
  const client = new Redis(url, { retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, MOST_WAIT_MS), enableOfflineQueue: false, maxRetriesPerRequest: 0, autoResubscribe: false })
  return client.on('error', onError)
}
