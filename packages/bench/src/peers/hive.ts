import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../process/child.ts'

/** Exact versions (the runtime loads the transport to its subgraphs by name); installed into the bench's folder, so that the project's own installation stays small. */
const PACKAGES = { '@graphql-hive/gateway-runtime': '2.12.1', '@graphql-hive/router-runtime': '1.4.23', '@graphql-mesh/transport-http': '1.2.1', graphql: '16.15.0' }

/** Its JavaScript planner, and the one written in Rust (router-runtime). */
export const HIVE_PLANNERS = ['stock', 'native'] as const
export type HivePlanner = (typeof HIVE_PLANNERS)[number]

/** The program and the folder to run it in. */
export async function installHive(folder: string, say: (line: string) => void): Promise<{ script: string; cwd: string; foreign: true }> {
  const cwd = join(folder, 'hive')
  const script = join(cwd, 'hive-process.mjs')
  mkdirSync(cwd, { recursive: true })
  const manifest = JSON.stringify({ name: 'bench-hive', private: true, type: 'module', dependencies: PACKAGES })
  const stamp = join(cwd, `installed-${Object.values(PACKAGES).join('-')}`)
  if (!existsSync(stamp)) {
    say('  installing Hive Gateway into the data folder …')
    writeFileSync(join(cwd, 'package.json'), manifest)
    const done = spawnSync('npm', ['install', '--prefix', cwd, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`Hive Gateway could not be installed: ${done.stderr.trim().split('\n')[0]}`)
    writeFileSync(stamp, '')
  }
  copyFileSync(join(ROOT, 'packages/bench/src/peers/hive-process.mjs'), script)
  return { script, cwd, foreign: true }
}
