import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { processState } from './process-table.ts'

export interface DataFolder {
  path: string
  keysFile: string
  logFile(name: string): string
  release(): void
}

/** Opens the folder that holds all state, for one launcher at a time; refuses while another still runs on it. */
export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path)
  const lock = join(folder, 'launcher.json')
  makeOpenFolder(folder)
  makeOpenFolder(join(folder, 'logs'))
  assertUnused(lock, folder)
  writeFileSync(lock, JSON.stringify({ pid: process.pid, startedAt: processState(process.pid)?.startedAt }))
  return {
    path: folder,
    keysFile: join(folder, 'keys.json'),
    logFile: (name) => freshLog(join(folder, 'logs', `${name}.log`)),
    release: () => rmSync(lock, { force: true }),
  }
}

/** PostgreSQL may run as another user, who must pass through; what is secret inside has a mode of its own. */
function makeOpenFolder(folder: string): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
}

function assertUnused(lock: string, folder: string): void {
  const holder = readHolder(lock)
  if (!holder || holder.pid === process.pid || processState(holder.pid)?.startedAt !== holder.startedAt) return
  throw new Error(
    `The hospital is already running on ${folder} (pid ${holder.pid}).\n` +
      'Stop it first, or give this copy a HOSPITAL_DATA_DIR and a PORT_OFFSET of its own.',
  )
}

function readHolder(lock: string): { pid: number; startedAt: string } | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as { pid: number; startedAt: string }
  } catch {
    return undefined
  }
}

const LOG_LIMIT = 20_000_000

/** One former log is kept beside a log that has grown large. */
function freshLog(file: string): string {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`)
  return file
}
