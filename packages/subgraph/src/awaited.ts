import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 2_000
const STEP_MS = 100

/** What another subgraph has told of a moment ago may still be on its way: looked for again for two seconds. Undefined: it has not come. */
export async function awaited<Found>(look: () => Promise<Found | undefined>): Promise<Found | undefined> {
  for (let waited = 0; ; waited += STEP_MS) {
    const found = await look()
    if (found !== undefined || waited >= PATIENCE_MS) return found
    await sleep(STEP_MS)
  }
}
