import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from './ports.ts'
import { startPostgres } from './postgres.ts'

export interface TestDatabase {
  /** As the superuser, on the `postgres` database. */
  url: string
  stop(): Promise<void>
}

/** A server of its own on a free port, in a temporary folder that goes with it. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'hospital-test-'))
  chmodSync(folder, 0o755)
  const password = randomBytes(24).toString('base64url')
  const port = await findFreePort()
  const server = await startPostgres({
    dir: join(folder, 'postgres'),
    logFile: join(folder, 'postgres.log'),
    port,
    password,
    volatile: true,
  })
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
