import { fileURLToPath } from 'node:url'
import { serverEnvironment } from './environment.ts'
import { onInstallation } from './on-installation.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const [script = '', ...args] = process.argv.slice(2)

await onInstallation(root, async ({ settings, database, supervisor }) => {
  const env = serverEnvironment(settings, database.url, database.keysFile)
  const program = supervisor.runOnce({ name: script, args: ['--import', 'tsx', script, ...args], cwd: root, env })
  await program.exited
  return program.exitCode() ?? 1
})
