import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

export interface ServerUser {
  uid?: number
  gid?: number
}

const ACCOUNT = 'nobody'

/** PostgreSQL refuses to run as root; `nobody` stands in every passwd file, so no user needs to be made. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {}
  const row = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === ACCOUNT)
  if (!row) throw new Error(`PostgreSQL cannot run as root, and there is no user "${ACCOUNT}" to run it as.`)
  return { uid: Number(row[2]), gid: Number(row[3]) }
}

/**
 * Refuses a path that the server's user cannot enter, naming the folder in the way: PostgreSQL itself
 * would only say "Permission denied".
 */
export function assertReachable(path: string, user: ServerUser, remedy: string): void {
  if (user.uid === undefined) return
  const barrier = ancestors(resolve(path)).find((folder) => !mayEnter(folder, user))
  if (!barrier) return
  throw new Error(
    `PostgreSQL runs as "${ACCOUNT}" (it refuses to run as root), who may not enter ${barrier}, and so cannot reach ${path}.\n` +
      `Run "chmod o+x ${barrier}", or ${remedy}, or set DATABASE_URL to a PostgreSQL server of your own.`,
  )
}

function ancestors(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [path] : [...ancestors(parent), parent]
}

function mayEnter(folder: string, { uid, gid }: ServerUser): boolean {
  const stat = statSync(folder)
  if (stat.uid === uid) return (stat.mode & 0o100) !== 0
  if (stat.gid === gid) return (stat.mode & 0o010) !== 0
  return (stat.mode & 0o001) !== 0
}
