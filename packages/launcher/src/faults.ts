import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { whenOrphaned } from './ancestors.ts'
import { createSupervisor } from './supervisor.ts'
import { startTestDatabase } from './test-database.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const supervisor = createSupervisor(console.log)

/** What `npm test` holds of it in small, at full size. */
const SUITE = ['packages/faults', 'subgraphs/finance/src/reconciliation', 'subgraphs/finance/src/ledger/fate-storm', 'apps/gateway/test/many', 'packages/bench']

async function leave(exitCode: number): Promise<never> {
  await supervisor.stop()
  process.exit(exitCode)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(130))
whenOrphaned(() => void leave(130))

const seed = process.env.FAULTS_SEED ?? String(Date.now() % 1_000_000)
console.log(`FAULTS_SEED=${seed} npm run test:faults repeats the choices of this run.`)
const database = await startTestDatabase()
supervisor.keep(() => database.stop())
const run = supervisor.runOnce({
  name: 'faults',
  args: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'tests', '--no-file-parallelism', '--hookTimeout=300000', ...SUITE],
  cwd: root,
  env: { ...process.env, FAULTS: 'whole', FAULTS_SEED: seed, TEST_DATABASE_URL: database.url, TSX_TSCONFIG_PATH: join(root, 'tsconfig.base.json') },
})
await run.exited
await leave(run.exitCode() ?? 1)
