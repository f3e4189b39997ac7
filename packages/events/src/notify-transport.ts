import type { Sql } from 'postgres'
import type { WakeListener, WakeTransport } from './wakes.ts'

const CHANNEL = 'hospital_wake'
/** NOTIFY takes payloads under 8,000 bytes. */
const PAYLOAD_BYTES = 7_000

/** Good for about a thousand notifying commits a second, or fifty processes. */
export async function openNotifyTransport(sql: Sql, { onPayload, onConnected }: WakeListener): Promise<WakeTransport> {
  // Called again on every reconnection: wake-ups may have been missed.
  const listening = await sql.listen(CHANNEL, onPayload, onConnected)
  return {
    name: 'notify', mostBytes: PAYLOAD_BYTES,
    async publish(payload) {
      await sql`select pg_notify(${CHANNEL}, ${payload})`
    },
    async close() {
      await listening.unlisten().catch(() => {})
    },
  }
}
