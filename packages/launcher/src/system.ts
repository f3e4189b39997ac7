import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { APPS, buildApps, standaloneServer } from './build.ts'
import { openDataFolder, type DataFolder } from './data-folder.ts'
import { openDatabase } from './database.ts'
import { appEnvironment, serverEnvironment, urlOf, type Settings } from './environment.ts'
import { graphPorts, startGraph, type Graph, type Shape } from './graph.ts'
import { markIn, type Mark } from './mark.ts'
import { assertPortsFree, portOf, type NamedPort, type Service } from './ports.ts'
import { waitUntilDone } from './service.ts'
import { hashSources } from './sources.ts'
import type { Supervisor } from './supervisor.ts'

export interface SystemOptions {
  settings: Settings
  shape: Shape
  supervisor: Supervisor
  say(line: string): void
}

interface Running extends SystemOptions {
  folder: DataFolder
  server: NodeJS.ProcessEnv
}

/** Brings up the whole hospital and resolves when every part of it answers. What was started is the supervisor's to stop. */
export async function startSystem(options: SystemOptions): Promise<Graph> {
  const { settings, shape, supervisor, say } = options
  await assertPortsFree(portsOf(settings, shape), settings.offset)
  const folder = openDataFolder(settings.dataDir)
  supervisor.keep(() => folder.release())
  const built = buildApps(settings.root, supervisor, say)
  // the apps start as soon as they are built: the gateway is asked at the first request only
  const apps = built.then(() => Promise.all(APPS.map((app) => startApp({ ...options, folder }, app))))
  apps.catch((error: Error) => supervisor.fail(error))
  const database = await openDatabase(settings, folder, supervisor)
  say('database ready')
  const running: Running = { ...options, folder, server: serverEnvironment(settings, database.url, database.keysFile) }
  // the graph comes up without the outside systems, as it must in life
  const [graph] = await Promise.all([openGraph(running), settings.production ? undefined : startSandbox(running)])
  if (!settings.production) await seed(running)
  await apps
  return graph
}

const SEED_SOURCES = ['apps/gateway', 'apps/sandbox', 'packages', 'subgraphs']

function portsOf({ databaseUrl, production, offset }: Settings, shape: Shape): NamedPort[] {
  const others: Service[] = [...APPS, ...(production ? [] : (['sandbox'] as const)), ...(databaseUrl ? [] : (['postgres'] as const))]
  return [...others.map((name) => ({ name, port: portOf(name, offset) })), ...graphPorts(shape, offset)]
}

async function startSandbox(running: Running): Promise<void> {
  await startServer(running, 'sandbox', 'apps/sandbox/src/server.ts', { ...appEnvironment(running.settings) })
  running.say('sandbox of the outside systems ready')
}

async function openGraph(running: Running): Promise<Graph> {
  const { shape, say } = running
  if (shape.distributed) await runProgram(running, 'migrate', 'apps/gateway/src/migrate.ts')
  const graph = await startGraph(running)
  if (shape.distributed) say(`${graph.length - shape.gateways} processes of seven subgraphs ready`)
  say(shape.gateways > 1 ? `${shape.gateways} gateways and their balancer ready` : 'gateway ready')
  return graph
}

/** Made once of what the sources say: what somebody removed since stays removed. */
async function seed(running: Running): Promise<void> {
  const mark = seedMark(running)
  if (mark?.isSet()) return running.say('demonstration hospital as it was left')
  await runProgram(running, 'seed', 'apps/gateway/src/seed.ts')
  mark?.set()
  running.say('demonstration hospital ready')
}

/** Of this very database: one that is not ours may have been emptied meanwhile, and is asked each time. */
function seedMark({ settings, folder }: Running): Mark | undefined {
  const cluster = join(folder.path, 'postgres/PG_VERSION')
  if (settings.databaseUrl || !existsSync(cluster)) return undefined
  return markIn(join(folder.path, 'demonstration'), `${hashSources(settings.root, SEED_SOURCES)} ${statSync(cluster).mtimeMs}`)
}

/** The standalone server that the Next build leaves beside its files. */
async function startApp({ settings, folder, supervisor }: Omit<Running, 'server'>, app: (typeof APPS)[number]): Promise<void> {
  const server = standaloneServer(settings.root, app)
  await supervisor.run({
    name: app,
    args: ['--import', join(settings.root, 'packages/web/trusted-proxies.mjs'), server],
    cwd: dirname(server),
    env: { ...appEnvironment(settings), PORT: String(portOf(app, settings.offset)), HOSTNAME: '127.0.0.1' },
    logFile: folder.logFile(app),
    healthUrl: `${urlOf(app, settings)}/health`,
  })
}

async function startServer({ settings, folder, supervisor }: Running, service: Service, script: string, env: NodeJS.ProcessEnv): Promise<void> {
  await supervisor.run({
    name: service,
    args: ['--import', 'tsx', script],
    cwd: settings.root,
    env: { ...env, PORT: String(portOf(service, settings.offset)) },
    logFile: folder.logFile(service),
    healthUrl: `${urlOf(service, settings)}/health`,
  })
}

async function runProgram({ settings, folder, supervisor, server }: Running, name: string, script: string): Promise<void> {
  await waitUntilDone(
    supervisor.runOnce({ name, args: ['--import', 'tsx', script], cwd: settings.root, env: server, logFile: folder.logFile(name) }),
  )
}
