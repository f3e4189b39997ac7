import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSettings } from './environment.ts'
import { processState } from './process-table.ts'

/** Tells the running launcher to restart the graph's processes in turn; its own output says how that goes. */
const { dataDir } = readSettings(fileURLToPath(new URL('../../..', import.meta.url)))

function launcherOf(folder: string): number | undefined {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(join(folder, 'launcher.json'), 'utf8')) as { pid: number; startedAt: string }
    return processState(pid)?.startedAt === startedAt ? pid : undefined
  } catch {
    return undefined
  }
}

const pid = launcherOf(dataDir)
if (pid === undefined) {
  console.error(`No hospital is running on ${dataDir}.`)
  process.exitCode = 1
} else {
  process.kill(pid, 'SIGUSR2')
  console.log('The launcher restarts every process of the graph in turn.')
}
