import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Whom PostgreSQL runs as; ourselves, unless we are root. */
export interface ServerUser {
  uid?: number
  gid?: number
  /** Lets it pass folders that are closed to it, such as /root. */
  capability?: string
}

const ACCOUNT = 'nobody'
const SETPRIV = '/usr/bin/setpriv'
/** Of linux/capability.h; the first one suffices but is not in a container's default set. */
const PASSING = [['dac_read_search', 2], ['dac_override', 1]] as const

/**
 * PostgreSQL refuses to run as root; `nobody` stands in every passwd file, so no user needs to be made. Refuses, naming
 * the folder in the way, when that user can reach one of the paths by no means: PostgreSQL would only say "Permission denied".
 */
export function serverUser(paths: string[]): ServerUser {
  if (process.getuid?.() !== 0) return {}
  const row = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === ACCOUNT)
  if (!row) throw new Error(`PostgreSQL cannot run as root, and there is no user "${ACCOUNT}" to run it as.`)
  const user = { uid: Number(row[2]), gid: Number(row[3]) }
  const barrier = paths.flatMap((path) => ancestors(resolve(path))).find((folder) => !mayEnter(folder, user))
  if (!barrier) return user
  const capability = passingCapability()
  if (capability) return { ...user, capability }
  throw new Error(
    `PostgreSQL runs as "${ACCOUNT}" (it refuses to run as root), who may not enter ${barrier}.\n` +
      `Run "chmod o+x ${barrier}", or move the project and HOSPITAL_DATA_DIR to folders open to everyone, or set DATABASE_URL to a PostgreSQL server of your own.`,
  )
}

/** The command as `spawn` takes it, to be run as this user. */
export function commandAs(user: ServerUser, [file = '', ...args]: string[]): { file: string; args: string[]; identity: { uid?: number; gid?: number } } {
  const { uid, gid, capability } = user
  if (uid === undefined || gid === undefined) return { file, args, identity: {} }
  if (!capability) return { file, args, identity: { uid, gid } }
  const only = `-all,+${capability}`
  // no_setuid_fixup: access(2) would otherwise ask as if the capability were not there
  const drop = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', `--inh-caps=${only}`, `--ambient-caps=${only}`, `--bounding-set=${only}`, '--securebits=+noroot,+no_setuid_fixup']
  return { file: SETPRIV, args: [...drop, '--', file, ...args], identity: {} }
}

function passingCapability(): string | undefined {
  if (!existsSync(SETPRIV)) return undefined
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0}`)
  return PASSING.find(([, bit]) => (effective >> BigInt(bit)) & 1n)?.[0]
}

function ancestors(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [path] : [...ancestors(parent), parent]
}

/** Folders that are not there yet will be made open to everyone. */
function mayEnter(folder: string, { uid, gid }: { uid: number; gid: number }): boolean {
  if (!existsSync(folder)) return true
  const stat = statSync(folder)
  if (stat.uid === uid) return (stat.mode & 0o100) !== 0
  if (stat.gid === gid) return (stat.mode & 0o010) !== 0
  return (stat.mode & 0o001) !== 0
}
