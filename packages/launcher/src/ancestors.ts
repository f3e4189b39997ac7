import { processState } from './process-table.ts'

const NPM = /(^|\/|\s)npm(-cli\.js)?(\s|$)/

/**
 * Calls back once when npm, or a shell between it and us, is gone: whoever killed npm meant all of it, and npm passes
 * on no kill -9. Started without npm there is nobody to watch, so `nohup node …` outlives its terminal.
 */
export function whenOrphaned(leave: () => void): void {
  const watched = ancestorsUpToNpm()
  if (watched.length === 0) return
  const timer = setInterval(() => {
    if (watched.every(({ pid, startedAt }) => processState(pid)?.startedAt === startedAt)) return
    clearInterval(timer)
    leave()
  }, 500)
  timer.unref()
}

function ancestorsUpToNpm(): { pid: number; startedAt: string }[] {
  const chain: { pid: number; startedAt: string }[] = []
  for (let pid = process.ppid, depth = 0; depth < 6; depth++) {
    const state = processState(pid)
    if (!state) return []
    chain.push({ pid, startedAt: state.startedAt })
    if (NPM.test(state.command)) return chain
    pid = state.parent
  }
  return []
}
