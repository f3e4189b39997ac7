import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findPostgresBinaries, type PostgresBinaries } from './binaries.ts'
import { clearStaleServer, ensureCluster, isReady, SERVER_ENVIRONMENT } from './cluster.ts'
import { commandAs, serverUser } from './server-user.ts'

export interface PostgresOptions {
  dir: string
  port: number
  password: string
  logFile: string
  /** For tests: quicker, and nothing survives a power cut. */
  volatile?: boolean
  /** Another PostgreSQL than the embedded one. */
  binaries?: PostgresBinaries
  connections?: number
}

export interface PostgresServer {
  /** The shell that keeps the server; it ends with it. */
  pid: number
  exited: Promise<void>
  stop(): Promise<void>
}

/**
 * The server lives as long as the pipe on its keeper's stdin: when we die, by kill -9 even, the kernel closes the
 * pipe and the keeper shuts the server down. Signals of the terminal are left to us, so that the apps stop first.
 */
const KEEPER = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
trap : INT TERM HUP
(while read -r line <&3; do :; done; kill -INT $server) 2>/dev/null &
watch=$!
exec 3<&-
while kill -0 $server 2>/dev/null; do wait $server; status=$?; done
kill $watch 2>/dev/null
exit $status
`

/** Starts the embedded PostgreSQL, making its cluster on the first start; resolves when it takes connections. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dir = resolve(options.dir)
  const binaries = options.binaries ?? findPostgresBinaries()
  const user = serverUser([binaries.postgres, dir])
  mkdirSync(dirname(resolve(options.logFile)), { recursive: true })
  ensureCluster(dir, options.password, binaries, user)
  await clearStaleServer(dir)
  const log = openSync(options.logFile, 'a')
  const { file, args, identity } = commandAs(user, ['/bin/sh', '-c', KEEPER, 'postgres', binaries.postgres, ...serverArguments(dir, options)])
  const keeper = spawn(file, args, {
    ...identity,
    env: SERVER_ENVIRONMENT,
    cwd: '/',
    detached: true,
    stdio: ['pipe', log, log],
  })
  closeSync(log)
  const exited = new Promise<void>((done) => keeper.once('exit', () => done()))
  await waitUntilReady(keeper, dir, options.logFile)
  return { pid: keeper.pid as number, exited, stop: () => stop(keeper, exited) }
}

function serverArguments(dir: string, { port, volatile, connections = 300 }: PostgresOptions): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${connections}`,
    'shared_buffers=256MB',
    'jit=off',
    'timezone=UTC',
    ...(volatile ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ]
  return ['-D', dir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
}

async function waitUntilReady(keeper: ChildProcess, dir: string, logFile: string): Promise<void> {
  const until = Date.now() + 60_000
  while (!isReady(dir)) {
    if (keeper.exitCode !== null || keeper.signalCode !== null || Date.now() > until) {
      keeper.stdin?.end()
      throw new Error(`PostgreSQL did not start:\n${lastLines(logFile)}`)
    }
    await sleep(25)
  }
}

async function stop(keeper: ChildProcess, exited: Promise<void>): Promise<void> {
  keeper.stdin?.end()
  const force = setTimeout(() => killGroup(keeper.pid), 20_000)
  await exited
  clearTimeout(force)
}

/** Immediate shutdown: the next start recovers from the log. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGQUIT')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function lastLines(file: string, count = 20): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
}
