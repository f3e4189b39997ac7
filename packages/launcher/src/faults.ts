import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { whenOrphaned } from './ancestors.ts'
import { createSupervisor } from './supervisor.ts'
import { startTestDatabase } from './test-database.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const supervisor = createSupervisor(console.log)

/** What `npm test` holds of it in small, at full size. */
const SUITE = ['packages/faults', 'subgraphs/finance/src/reconciliation', 'apps/gateway/test/many', 'packages/bench']
const FATES = 'subgraphs/finance/src/ledger/fate-storm'
/** One process of fates fills one core: two share them out. */
const SHARES = ['1/2', '2/2']

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
const run = (name: string, suite: string[], more: NodeJS.ProcessEnv = {}) => supervisor.runOnce({
  name,
  args: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'tests', '--no-file-parallelism', '--hookTimeout=300000', ...suite],
  cwd: root,
  env: { ...process.env, FAULTS: 'whole', FAULTS_SEED: seed, TEST_DATABASE_URL: database.url, TSX_TSCONFIG_PATH: join(root, 'tsconfig.base.json'), ...more },
})
const faults = run('faults', SUITE)
await faults.exited
const fates = SHARES.map((share) => run(`fates ${share}`, [FATES], { FAULTS_SHARE: share }))
await Promise.all(fates.map(({ exited }) => exited))
await leave(Math.max(...[faults, ...fates].map((one) => one.exitCode() ?? 1)))
