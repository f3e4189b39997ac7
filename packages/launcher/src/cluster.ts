import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresBinaries } from './binaries.ts'
import { processState } from './process-table.ts'
import { commandAs, type ServerUser } from './server-user.ts'

export const SERVER_ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', LC_MESSAGES: 'C', TZ: 'UTC' }

/** Makes the cluster on the first start. It appears whole or not at all: an interrupted initdb is thrown away. */
export function ensureCluster(dir: string, password: string, binaries: PostgresBinaries, user: ServerUser): void {
  if (existsSync(join(dir, 'PG_VERSION'))) return
  const draft = `${dir}.new`
  const passwordFile = `${dir}.password`
  makeTraversable(dirname(dir))
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const path of [draft, passwordFile]) own(path, user)
  const { file, args, identity } = commandAs(user, [
    ...[binaries.initdb, '-D', draft, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'],
    ...['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=zh-Hans-CN', '--no-instructions'],
  ])
  const made = spawnSync(file, args, { ...identity, env: SERVER_ENVIRONMENT, cwd: '/', encoding: 'utf8' })
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) throw new Error(`The database could not be made: ${made.error?.message ?? made.stderr}`)
  renameSync(draft, dir)
}

/** Every folder above the cluster must let the server's user through, whatever our umask is. */
function makeTraversable(folder: string): void {
  if (existsSync(folder)) return
  makeTraversable(dirname(folder))
  mkdirSync(folder)
  chmodSync(folder, 0o755)
}

function own(path: string, { uid, gid }: ServerUser): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}

/**
 * Frees a cluster whose last launcher died: waits for a server that is still shutting down, and removes a pid file
 * that names no server of this cluster (PostgreSQL would refuse to start if the number now belongs to anyone else).
 */
export async function clearStaleServer(dir: string, patienceMs = 10_000): Promise<void> {
  const pidFile = join(dir, 'postmaster.pid')
  const serves = () => existsSync(pidFile) && isServerOf(dir, readPid(pidFile))
  if (serves()) process.kill(readPid(pidFile), 'SIGINT')
  for (const until = Date.now() + patienceMs; serves() && Date.now() < until; ) await sleep(50)
  if (serves()) throw new Error(`Another PostgreSQL (pid ${readPid(pidFile)}) is using ${dir} and does not stop.`)
  rmSync(pidFile, { force: true })
}

/** The server says in its pid file when it takes connections. */
export function isReady(dir: string): boolean {
  try {
    return readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

function readPid(pidFile: string): number {
  try {
    return Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  } catch {
    return Number.NaN
  }
}

function isServerOf(dir: string, pid: number): boolean {
  const state = processState(pid)
  return state !== undefined && state.command.includes(dir)
}
