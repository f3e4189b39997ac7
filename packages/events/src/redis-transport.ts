import { openRedis } from './redis.ts'
import type { WakeListener, WakeTransport } from './wakes.ts'

const CHANNEL = 'hospital_wake'
const PAYLOAD_BYTES = 1024 * 1024

/** Redis pub/sub keeps nothing: while it is away, and after it comes back, everybody reads the database. */
export async function openRedisTransport(url: string, { onPayload, onConnected, onLost }: WakeListener, onError: (error: unknown) => void): Promise<WakeTransport> {
  const sender = openRedis(url, onError)
  const receiver = openRedis(url, onError)
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
