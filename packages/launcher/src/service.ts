import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const TIED = new URL('./tied.ts', import.meta.url).href
const PATIENCE_MS = 12_000

export interface ServiceOptions {
  name: string
  /** What follows `node`: flags, script, arguments. */
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
  /** Without one the service writes where we do. */
  logFile?: string
}

export interface RunningService {
  name: string
  pid: number
  logFile?: string
  /** How it ended, in words; settles when it does. */
  exited: Promise<string>
  exitCode(): number | null
  stop(): Promise<void>
}

/** Starts a Node process that writes to its own log (or ours), leads a group of its own, and dies with us (see `tied.ts`). */
export function startService({ name, args, cwd, env, logFile }: ServiceOptions): RunningService {
  const log = logFile === undefined ? 'inherit' : openSync(logFile, 'a')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', TIED, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', log, log],
  })
  if (log !== 'inherit') closeSync(log)
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  })
  const stop = async () => {
    if (child.pid === undefined) return
    signalGroup(child.pid, 'SIGTERM')
    const force = setTimeout(() => signalGroup(child.pid as number, 'SIGKILL'), PATIENCE_MS)
    await exited
    clearTimeout(force)
  }
  return { name, pid: child.pid ?? 0, ...(logFile && { logFile }), exited, exitCode: () => child.exitCode, stop }
}

/** Resolves when the service answers; refuses, with the end of its log, when it dies or stays silent. */
export async function waitUntilHealthy(service: RunningService, url: string, patienceMs = 120_000): Promise<void> {
  let ended: string | undefined
  void service.exited.then((how) => (ended = how))
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(100)) {
    if (ended) throw new Error(`${service.name} ended while starting (${ended}):\n${lastLines(service.logFile)}`)
    if (await answers(url)) return
  }
  throw new Error(`${service.name} did not answer at ${url}:\n${lastLines(service.logFile)}`)
}

/** Waits for a program to do its work; refuses, with the end of its log, when it fails. */
export async function waitUntilDone(program: RunningService): Promise<void> {
  const how = await program.exited
  if (program.exitCode() !== 0) throw new Error(`${program.name} failed (${how}):\n${lastLines(program.logFile)}`)
}

export function lastLines(file: string | undefined, count = 30): string {
  if (!file) return '  (see above)'
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count)
  return `${lines.map((line) => `  ${line}`).join('\n')}\n  (whole log: ${file})`
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
