import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { whenOrphaned } from './ancestors.ts'
import { announcement } from './announce.ts'
import { readSettings } from './environment.ts'
import { readShape, restartInTurn, type Graph } from './graph.ts'
import { createSupervisor } from './supervisor.ts'
import { startSystem } from './system.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const since = Date.now()
const say = (line: string) => console.log(`[${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s] ${line}`)
const supervisor = createSupervisor(say)

let leaving: Promise<never> | undefined

/** Stops everything, once: a part that fails because it is being stopped is no news. */
function leave(reason: string, exitCode: number): Promise<never> {
  return (leaving ??= stopAndExit(reason, exitCode))
}

async function stopAndExit(reason: string, exitCode: number): Promise<never> {
  say(`${reason}: stopping`)
  await supervisor.stop()
  say('stopped')
  process.exit(exitCode)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(signal, 0))
whenOrphaned(() => void leave('npm is gone', 0))

let restarting = false
let running: Graph | undefined

// Without a listener the signal would end us: it may come while we are still starting.
process.on('SIGUSR2', () => void (running ? restart(running) : say('a restart was asked for; everything is still starting')))

async function restart(graph: Graph): Promise<void> {
  if (restarting || leaving) return
  restarting = true
  try {
    await restartInTurn(graph, (name, milliseconds) => say(`${name} restarted in ${(milliseconds / 1000).toFixed(1)} s`))
    say('everything restarted')
  } catch (error) {
    supervisor.fail(error as Error)
  } finally {
    restarting = false
  }
}

try {
  const { values } = parseArgs({ options: { distributed: { type: 'boolean', default: false }, gateways: { type: 'string' }, replicas: { type: 'string' } } })
  const settings = readSettings(root)
  const shape = readShape(values.distributed, values.gateways, values.replicas)
  running = await Promise.race([startSystem({ settings, shape, supervisor, say }), supervisor.failed])
  say('everything is up')
  console.log(announcement(settings))
  await supervisor.failed
} catch (error) {
  if (!leaving) console.error(`\n${error instanceof Error ? error.message : error}\n`)
  await leave('The hospital cannot run', 1)
}
