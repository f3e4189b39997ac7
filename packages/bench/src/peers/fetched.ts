import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Installs packages at exact versions into a folder of the bench's own, once, so that the project's installation stays small; answers the folder. */
export function fetchPackages(folder: string, name: string, packages: Record<string, string>, say: (line: string) => void): string {
  const cwd = join(folder, name)
  mkdirSync(cwd, { recursive: true })
  const stamp = join(cwd, `installed-${Object.values(packages).join('-')}`)
  if (existsSync(stamp)) return cwd
  say(`  installing ${Object.keys(packages)[0]} into the data folder …`)
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: `bench-${name}`, private: true, type: 'module', dependencies: packages }))
  const done = spawnSync('npm', ['install', '--prefix', cwd, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${Object.keys(packages)[0]} could not be installed: ${done.stderr.trim().split('\n')[0]}`)
  writeFileSync(stamp, '')
  return cwd
}
