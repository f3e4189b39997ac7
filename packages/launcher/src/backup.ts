import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadKeys } from '@hospital/access/keys'
import { writeBackup } from './archive/write.ts'
import { onInstallation } from './on-installation.ts'
import { SUBGRAPHS } from './subgraphs.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

await onInstallation(root, async ({ settings, database }) => {
  const [name] = process.argv.slice(2)
  if (!name) throw new Error('Where to? npm run backup -- FILE')
  const file = resolve(root, name)
  if (existsSync(file)) throw new Error(`${file} exists already: a backup overwrites nothing.`)
  const keys = loadKeys(database.keysFile, settings.production)
  const { tables, files } = await writeBackup({ url: database.url, keys, subgraphs: SUBGRAPHS, dataDir: settings.dataDir, file })
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`${file}: ${rows} rows of ${tables.length} tables, ${files.length} files. The keys file is not in it: keep ${database.keysFile} apart from it, and safe.`)
  return 0
})
