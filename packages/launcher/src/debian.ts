import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresBinaries } from './binaries.ts'
import { findFreePort } from './ports.ts'

/** Whether packages of Debian may be added to this machine. */
export const mayInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

export function installDebian(packages: readonly string[], say: (line: string) => void): boolean {
  say(`installing ${packages.join(' and ')} by apt-get`)
  runQuietly('apt-get', ['update', '-qq'])
  return runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
}

export function runQuietly(command: string, args: readonly string[]): boolean {
  // no runlevel: what a package brings is not started at its installation
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } })
  return status === 0
}

const POSTGRES_ROOT = '/usr/lib/postgresql'
const REDIS = '/usr/bin/redis-server'

/** Debian's PostgreSQL and Redis, installed where they are missing and may be; otherwise what is in the way. */
export function ensureServers(say: (line: string) => void): { postgres: PostgresBinaries } | { missing: string } {
  const absent = [findDebianPostgres() ? '' : 'postgresql', existsSync(REDIS) ? '' : 'redis-server'].filter(Boolean)
  if (absent.length && mayInstall()) installDebian(absent, say)
  const postgres = findDebianPostgres()
  if (postgres && existsSync(REDIS)) return { postgres }
  return { missing: `${absent.join(' and ')} (apt-get install ${absent.join(' ')}, as root)` }
}

function findDebianPostgres(): PostgresBinaries | undefined {
  if (!existsSync(POSTGRES_ROOT)) return undefined
  const newest = readdirSync(POSTGRES_ROOT).filter((version) => existsSync(`${POSTGRES_ROOT}/${version}/bin/postgres`)).sort((one, other) => Number(other) - Number(one))[0]
  if (!newest) return undefined
  const root = `${POSTGRES_ROOT}/${newest}/bin`
  return { root, postgres: `${root}/postgres`, initdb: `${root}/initdb` }
}

export interface RedisServer {
  url: string
  stop(): Promise<void>
}

/** A Redis of its own that keeps nothing on disk. */
export async function startRedis(folder: string): Promise<RedisServer> {
  chmodSync(folder, 0o755)
  const port = await findFreePort()
  const server = spawn(REDIS, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], { stdio: 'ignore' })
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await sleep(300)
  if (server.exitCode !== null) throw new Error('Redis did not start')
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGTERM')
      await exited
    },
  }
}
