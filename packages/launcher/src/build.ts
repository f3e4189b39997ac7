import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { markIn } from './mark.ts'
import { processState } from './process-table.ts'
import { waitUntilDone } from './service.ts'
import { hashSources } from './sources.ts'
import type { Supervisor } from './supervisor.ts'

export const APPS = ['patient', 'doctor', 'console'] as const

/** Where the build of an app leaves its server. */
export const standaloneServer = (root: string, app: (typeof APPS)[number]): string => join(root, 'apps', app, '.next/standalone/apps', app, 'server.js')

/** More than a build depends on is harmless: it asks Nx once more. */
const SOURCES = ['apps', 'packages', 'schema', 'codegen.ts', 'nx.json', 'package-lock.json', 'tsconfig.base.json']

/**
 * Builds what changed of the three apps; one build of this tree at a time. What is built already is told by a mark of our own: without a
 * process that stays behind, Nx copies every unchanged app out of its cache each time.
 */
export async function buildApps(root: string, supervisor: Supervisor, say: (line: string) => void): Promise<void> {
  const folder = join(root, '.nx')
  mkdirSync(folder, { recursive: true })
  const release = await takeTurn(join(folder, 'build.lock'), say)
  supervisor.keep(release)
  try {
    const mark = markIn(join(folder, 'built'), hashSources(root, SOURCES))
    if (mark.isSet() && APPS.every((app) => existsSync(standaloneServer(root, app)))) return say('apps unchanged since they were built')
    mark.clear()
    await runNx(root, supervisor, say)
    mark.set()
  } finally {
    release()
  }
}

/** Nx takes from its cache what has not changed. */
async function runNx(root: string, supervisor: Supervisor, say: (line: string) => void): Promise<void> {
  const folder = join(root, '.nx')
  const logFile = join(folder, 'build.log')
  writeFileSync(logFile, '')
  const nx = createRequire(join(root, 'package.json')).resolve('nx')
  const build = supervisor.runOnce({
    name: 'build',
    args: [nx, 'run-many', '-t', 'build', '-p', APPS.join(','), '--parallel=1', '--output-style=static'],
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0', NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', NEXT_TELEMETRY_DISABLED: '1' },
    logFile,
  })
  const progress = reportProgress(logFile, say)
  try {
    await waitUntilDone(build)
  } finally {
    progress.stop()
  }
}

/** Passes on the line Nx prints for each project, and a sign of life every ten seconds. */
function reportProgress(logFile: string, say: (line: string) => void): { stop(): void } {
  const since = Date.now()
  const told = new Set<string>()
  const tell = () => {
    for (const line of readFileSync(logFile, 'utf8').split('\n')) {
      const project = /^> nx run (\w+):build(.*)$/.exec(line.trim())
      if (!project || told.has(project[1] as string)) continue
      told.add(project[1] as string)
      say(`app ${project[1]}${project[2]?.includes('cache') ? ': unchanged, taken from the cache' : ': built'}`)
    }
  }
  const poll = setInterval(tell, 500)
  const beat = setInterval(() => say(`building what changed in the apps, ${Math.round((Date.now() - since) / 1000)} s`), 10_000)
  return {
    stop() {
      clearInterval(poll)
      clearInterval(beat)
      tell()
    },
  }
}

/** Two copies started side by side share this tree and must not build into the same folders at once. */
async function takeTurn(lock: string, say: (line: string) => void): Promise<() => void> {
  for (let waits = 0; ; waits++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(readFileSync(lock, 'utf8'))
    if (!processState(holder)) rmSync(lock, { force: true })
    else if (waits === 0) say(`another copy (pid ${holder}) is building this tree; waiting for it`)
    await sleep(300)
  }
}
