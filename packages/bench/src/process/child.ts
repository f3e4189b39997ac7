import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))

export interface Child {
  name: string
  pid: number
  /** What it said when it was ready. */
  ready: any
  /** Asks it for something; answers with what it gives back. */
  ask<T = any>(question: unknown): Promise<T>
  stop(): Promise<void>
}

export interface ChildOptions {
  name: string
  /** Path from the repository's root. */
  script: string
  /** Given to the script as JSON in its first argument. */
  settings?: unknown
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** Where its output goes, and its profile if one is taken. */
  folder: string
  profile?: boolean
  /** Runs plain JavaScript with the packages of another folder. */
  foreign?: boolean
}

const START_MS = 180_000

/** Starts a process of the bench and waits until it is ready. It ends with us: its channel closes. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, script, settings = {}, env, folder, profile, foreign } = options
  mkdirSync(folder, { recursive: true })
  const log = createWriteStream(join(folder, `${name}.log`))
  await new Promise((resolve) => log.once('open', resolve))
  const loader = foreign ? [] : ['--import', import.meta.resolve('tsx')]
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}-${Date.now()}.cpuprofile`] : []
  const child = spawn(process.execPath, ['--expose-gc', ...profiling, ...loader, foreign ? script : join(ROOT, script), JSON.stringify(settings)], {
    cwd: options.cwd ?? ROOT, stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.base.json'), ...env },
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const waiting = new Map<number, { resolve(value: any): void; reject(error: Error): void }>()
  const ready = Promise.withResolvers<unknown>()
  let last = 0

  child.on('message', (message: { ready?: unknown; id?: number; answer?: unknown; error?: string }) => {
    if (message.id === undefined) return ready.resolve(message.ready)
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) asked?.resolve(message.answer)
    else asked?.reject(new Error(`${name}: ${message.error}`))
  })
  void exited.then(() => {
    const gone = new Error(`${name} has ended: see ${join(folder, `${name}.log`)}`)
    ready.reject(gone)
    for (const asked of waiting.values()) asked.reject(gone)
  })
  const patience = setTimeout(() => child.kill('SIGKILL'), START_MS)
  const said = await ready.promise.finally(() => clearTimeout(patience))
  return {
    name, pid: child.pid!, ready: said,
    ask: (question) => new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject })
      child.send({ id, question })
    }),
    async stop() {
      if (child.connected) child.disconnect()
      const force = setTimeout(() => child.kill('SIGKILL'), 8_000)
      await exited
      clearTimeout(force)
    },
  }
}
