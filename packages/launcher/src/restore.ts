import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadKeys } from '@hospital/access/keys'
import { restoreBackup } from './archive/read.ts'
import { readSettings } from './environment.ts'
import { keysFileOf, onInstallation } from './on-installation.ts'
import { SUBGRAPHS } from './subgraphs.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Before anything is started: that would make keys of its own. */
function assertKeys(): void {
  const keysFile = keysFileOf(readSettings(root))
  if (existsSync(keysFile)) return
  console.error(`Put the keys file of the installation that was backed up at ${keysFile} first: without it nothing in the backup can be read.`)
  process.exit(1)
}

assertKeys()
await onInstallation(root, async ({ settings, database }) => {
  const [name] = process.argv.slice(2)
  if (!name) throw new Error('What from? npm run restore -- FILE')
  const keys = loadKeys(database.keysFile, settings.production)
  const subgraphs = SUBGRAPHS.map((subgraph) => ({ name: subgraph, folder: join(root, 'subgraphs', subgraph, 'migrations') }))
  const { tables, files, madeAt } = await restoreBackup({ url: database.url, keys, subgraphs, dataDir: settings.dataDir, file: resolve(root, name) })
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`Restored as of ${madeAt}: ${rows} rows of ${tables.length} tables, ${files.length} files, each checked.`)
  return 0
})
