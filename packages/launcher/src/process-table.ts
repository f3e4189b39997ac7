import { readFileSync } from 'node:fs'

export interface ProcessState {
  parent: number
  /** Clock ticks since boot: with the pid it names a process for good, though pids are used again. */
  startedAt: string
  command: string
}

/** What the kernel says of a living process; nothing for one that is gone or only waits to be reaped. */
export function processState(pid: number): ProcessState | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // the second field is the name in parentheses and may itself hold blanks and parentheses
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return { parent: Number(fields[1]), startedAt: fields[19] ?? '', command }
  } catch {
    return undefined
  }
}
