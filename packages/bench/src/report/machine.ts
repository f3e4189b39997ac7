import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import type { World } from '../house/world.ts'

/** Where and on what it was measured. */
export async function describeMachine({ sql }: Pick<World, 'sql'>): Promise<[string, string][]> {
  const [row] = await sql`select current_setting('server_version') as version`
  return [
    ['date', `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`],
    ['CPU', `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, all processes of a row share them`],
    ['memory', `${(totalmem() / 2 ** 30).toFixed(0)} GiB`],
    ['system', `Linux ${release()}`],
    ['Node', process.version],
    ['PostgreSQL', `${row!.version}, commits reach the disk`],
    ['revision', revision()],
  ]
}

function revision(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'not a checkout'
  }
}
