import { Redis } from 'ioredis'
import type { WakeListener, WakeTransport } from './wakes.ts'

const CHANNEL = 'hospital_wake'
const PAYLOAD_BYTES = 1024 * 1024

/** Redis pub/sub keeps nothing: while it is away, and after it comes back, everybody reads the database. */
export async function openRedisTransport(url: string, { onPayload, onConnected, onLost }: WakeListener, onError: (error: unknown) => void): Promise<WakeTransport> {
  const retryStrategy = (attempt: number) => Math.min(50 * 2 ** attempt, 1_000)
  // a wake-up that waits for Redis to come back is of no use: all are woken then
  const sender = new Redis(url, { retryStrategy, enableOfflineQueue: false, maxRetriesPerRequest: 0 })
  const receiver = new Redis(url, { retryStrategy, autoResubscribe: false })
  for (const client of [sender, receiver]) client.on('error', onError)
  receiver.on('message', (_channel, payload: string) => onPayload(payload))
  receiver.on('close', onLost)
  receiver.on('ready', () => void receiver.subscribe(CHANNEL).then(onConnected, onError))
  return {
    name: 'redis', mostBytes: PAYLOAD_BYTES,
    async publish(payload) {
      await sender.publish(CHANNEL, payload)
    },
    async close() {
      receiver.removeAllListeners('close')
      sender.disconnect()
      receiver.disconnect()
    },
  }
}
