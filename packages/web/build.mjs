// Builds one app and puts what its standalone server serves beside it: `node packages/web/build.mjs patient`.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const app = process.argv[2]
const folder = join(root, 'apps', app)
const next = createRequire(import.meta.url).resolve('next/dist/bin/next')

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
const build = spawnSync(process.execPath, [next, 'build'], { cwd: folder, env, stdio: 'inherit' })
if (build.status !== 0) process.exit(build.status ?? 1)

const served = join(folder, '.next/standalone/apps', app)
for (const [from, to] of [['.next/static', '.next/static'], ['public', 'public']]) {
  rmSync(join(served, to), { recursive: true, force: true })
  if (existsSync(join(folder, from))) cpSync(join(folder, from), join(served, to), { recursive: true })
}
