import { readFileSync } from 'node:fs'

/** USER_HZ, which Linux fixes for what it shows in /proc. */
const TICKS_PER_SECOND = 100
const PAGE_BYTES = 4096

/** CPU seconds that a process has used so far, all its threads: what `process.cpuUsage()` would say inside, for any program. */
export function cpuSecondsOf(pid: number): number {
  const fields = afterName(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

export const cpuSecondsOfAll = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0)

/** Resident memory in bytes. */
export const memoryOf = (pid: number): number => Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES

/** The name may hold blanks: fields are counted behind it. */
const afterName = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ')
