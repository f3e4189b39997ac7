import { fileURLToPath } from 'node:url'
import { loadKeys } from '@hospital/access/keys'
import { openDataFolder } from './data-folder.ts'
import { embeddedUrl, openDatabase, servingPort, type DatabaseAccess } from './database.ts'
import { readSettings, serverEnvironment, type Settings } from './environment.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Runs a program of the gateway on the installation's database: the running one, or one started for the purpose. */
async function run(supervisor: Supervisor, script: string, args: string[]): Promise<number> {
  const settings = readSettings(root)
  const database = findRunning(settings) ?? (await openAlone(settings, supervisor))
  const env = serverEnvironment(settings, database.url, database.keysFile)
  const program = supervisor.runOnce({ name: script, args: ['--import', 'tsx', script, ...args], cwd: root, env })
  await program.exited
  return program.exitCode() ?? 1
}

function findRunning(settings: Settings): DatabaseAccess | undefined {
  const keysFile = settings.keysFile ?? `${settings.dataDir}/keys.json`
  const port = settings.databaseUrl ? undefined : servingPort(settings.dataDir)
  return port === undefined ? undefined : { keysFile, url: embeddedUrl(port, loadKeys(keysFile, settings.production).databasePassword) }
}

async function openAlone(settings: Settings, supervisor: Supervisor): Promise<DatabaseAccess> {
  if (settings.databaseUrl) return { url: settings.databaseUrl, keysFile: settings.keysFile ?? `${settings.dataDir}/keys.json` }
  const folder = openDataFolder(settings.dataDir)
  supervisor.keep(() => folder.release())
  return openDatabase(settings, folder, supervisor)
}

const supervisor = createSupervisor(console.log)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void supervisor.stop())

const [script = '', ...args] = process.argv.slice(2)
try {
  process.exitCode = await run(supervisor, script, args)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
await supervisor.stop()
process.exit()
