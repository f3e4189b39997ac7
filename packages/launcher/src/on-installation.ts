import { loadKeys } from '@hospital/access/keys'
import { openDataFolder } from './data-folder.ts'
import { embeddedUrl, openDatabase, servingPort, type DatabaseAccess } from './database.ts'
import { readSettings, type Settings } from './environment.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'

export interface Installation {
  settings: Settings
  database: DatabaseAccess
  supervisor: Supervisor
}

/** Does something on the installation's database, the running one or one started for the purpose, and ends the process with what it answers. */
export async function onInstallation(root: string, work: (installation: Installation) => Promise<number>): Promise<never> {
  const supervisor = createSupervisor(console.log)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void supervisor.stop())
  try {
    const settings = readSettings(root)
    const database = findRunning(settings) ?? (await openAlone(settings, supervisor))
    process.exitCode = await work({ settings, database, supervisor })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
  await supervisor.stop()
  process.exit()
}

function findRunning(settings: Settings): DatabaseAccess | undefined {
  const keysFile = keysFileOf(settings)
  const port = settings.databaseUrl ? undefined : servingPort(settings.dataDir)
  return port === undefined ? undefined : { keysFile, url: embeddedUrl(port, loadKeys(keysFile, settings.production).databasePassword) }
}

async function openAlone(settings: Settings, supervisor: Supervisor): Promise<DatabaseAccess> {
  if (settings.databaseUrl) return { url: settings.databaseUrl, keysFile: keysFileOf(settings) }
  const folder = openDataFolder(settings.dataDir)
  supervisor.keep(() => folder.release())
  return openDatabase(settings, folder, supervisor)
}

export const keysFileOf = ({ keysFile, dataDir }: Settings) => keysFile ?? `${dataDir}/keys.json`
