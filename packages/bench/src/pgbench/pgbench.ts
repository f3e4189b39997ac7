import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../house/world.ts'

export const hasPgbench = (): boolean => spawnSync('pgbench', ['--version']).status === 0

export interface PgbenchRun {
  name: string
  /** Transactions, one taken at random each time. */
  scripts: readonly string[]
  seconds: number
  clients?: number
  /** Where counting variables start. */
  variables?: Record<string, number>
}

/** As many as the house's HTTP load has connections. */
const CLIENTS = 16
/** pgbench counts whole seconds; in the first of them its clients connect and prepare. */
const LEAST_SECONDS = 2

/** Runs transactions over and over with prepared statements, as the house's driver does; transactions a second. */
export async function pgbench({ folder, databaseUrl }: World, { name, scripts, seconds, clients = CLIENTS, variables = {} }: PgbenchRun): Promise<number> {
  const files = scripts.map((script, i) => {
    const file = join(folder, `${name}-${i}.sql`)
    writeFileSync(file, script)
    return file
  })
  const url = new URL(databaseUrl)
  const child = spawn('pgbench', [
    '-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(Math.max(LEAST_SECONDS, Math.round(seconds))),
    ...Object.entries(variables).flatMap(([variable, value]) => ['-D', `${variable}=${value}`]), ...files.flatMap((file) => ['-f', file]),
  ], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PGHOST: url.hostname, PGPORT: url.port, PGUSER: url.username, PGPASSWORD: url.password, PGDATABASE: url.pathname.slice(1) },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => { output += part.toString() })
  const code = await new Promise((resolve) => child.once('close', resolve))
  const rate = Number(/^tps = ([\d.]+)/m.exec(output)?.[1])
  // A run whose clients were aborted still prints a figure.
  if (code !== 0 || !(rate > 0)) throw new Error(`pgbench ${name}: ${output.split('\n').find((line) => /error/i.test(line)) ?? output.slice(-300)}`)
  return rate
}
