import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { whenOrphaned } from './ancestors.ts'
import { ensureBrowser } from './browser.ts'
import { buildApps } from './build.ts'
import { createSupervisor } from './supervisor.ts'
import { failuresIn, sum, tallyReport, type Tally } from './tally.ts'
import { startTestDatabase } from './test-database.ts'
import { checkTypes } from './types-check.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const since = Date.now()
const say = (line: string) => console.log(`[${((Date.now() - since) / 1000).toFixed(0).padStart(4)} s] ${line}`)
const supervisor = createSupervisor(say)
const failures: string[] = []
const reports = mkdtempSync(join(tmpdir(), 'hospital-reports-'))
supervisor.keep(() => rmSync(reports, { recursive: true, force: true }))

async function build(): Promise<Tally> {
  try {
    await buildApps(root, supervisor, say)
    return { kind: 'builds', passed: 1, failed: 0 }
  } catch (error) {
    console.error((error as Error).message)
    return { kind: 'builds', passed: 0, failed: 1 }
  }
}

/** One project of vitest.config.ts. That nothing ran, or that vitest itself broke down, counts as a failure. */
async function vitest(project: string, env: NodeJS.ProcessEnv): Promise<Tally[]> {
  say(`vitest: ${project}`)
  const report = join(reports, `${project}.json`)
  const run = supervisor.runOnce({
    name: project,
    args: ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    cwd: root,
    env,
  })
  await run.exited
  const tallies = tallyReport(report, root)
  failures.push(...failuresIn(report, root))
  const { passed, failed } = sum(tallies)
  if (failed > 0 || (run.exitCode() === 0 && passed > 0)) return tallies
  return [...tallies, { kind: `${project} (the run itself)`, passed: 0, failed: 1 }]
}

async function runAll(): Promise<Tally[]> {
  ensureBrowser(say)
  const tallies = [await build()]
  const database = await startTestDatabase()
  supervisor.keep(() => database.stop())
  const env = { ...process.env, TEST_DATABASE_URL: database.url, TSX_TSCONFIG_PATH: join(root, 'tsconfig.base.json') }
  // types come after the builds, which generate some; the tests leave time for them, the journeys' clocks do not
  say('types of every project, meanwhile')
  const types = checkTypes(root)
  const tests = await vitest('tests', env)
  tallies.push(await types, ...tests, ...(await vitest('journeys', { ...env, HOSPITALS: '2' })))
  return tallies
}

function print(tallies: Tally[]): void {
  for (const failure of failures) console.log(`\nFAILED ${failure}`)
  console.log('')
  for (const { kind, passed, failed, skipped } of tallies) {
    console.log(`${kind.padEnd(28)} ${String(passed).padStart(6)} passed ${String(failed).padStart(5)} failed${skipped ? ` ${skipped} skipped` : ''}`)
  }
  const { passed, failed } = sum(tallies)
  console.log(`\n${passed} passed, ${failed} failed`)
}

async function leave(exitCode: number): Promise<never> {
  await supervisor.stop()
  process.exit(exitCode)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(130))
whenOrphaned(() => void leave(130))

const tallies = await runAll().catch((error: Error): Tally[] => {
  console.error(error)
  return [{ kind: 'set-up', passed: 0, failed: 1 }]
})
await supervisor.stop()
print(tallies)
const { passed, failed } = sum(tallies)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
