import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { SUBGRAPHS } from '../src/subgraphs.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

const SERVER = `
import { createServer } from 'node:http'
createServer((request, response) => response.end(process.env.SUBGRAPH_URLS ?? 'ok')).listen(Number(process.env.PORT), '127.0.0.1')
`
/** Counts its runs in the database. */
const SEED = `
import { writeFileSync } from 'node:fs'
import { connect } from '@hospital/database/connect'
const { sql, close } = connect(process.env.DATABASE_URL, { name: 'seed', max: 1 })
await sql\`create table if not exists run (at timestamptz default now())\`
await sql\`insert into run default values\`
const [{ count }] = await sql\`select count(*)::int from run\`
await close()
writeFileSync(process.env.HOSPITAL_DATA_DIR + '/accounts.json', JSON.stringify([{ who: '演示', login: 'runs-' + count }]))
`
const COUNT = `
import { connect } from '@hospital/database/connect'
const { sql, close } = connect(process.env.DATABASE_URL, { name: 'count', max: 1 })
const [{ count }] = await sql\`select count(*)::int from run\`
await close()
console.log(process.argv[2] + '=' + count)
`
const BUILD = `
import { mkdirSync, copyFileSync } from 'node:fs'
if (process.env.BUILD_MS) await new Promise((resolve) => setTimeout(resolve, Number(process.env.BUILD_MS)))
mkdirSync('.next/standalone/apps/' + process.argv[2], { recursive: true })
copyFileSync('server.mjs', '.next/standalone/apps/' + process.argv[2] + '/server.js')
`

export interface House {
  root: string
  start(env: NodeJS.ProcessEnv): Launched
  startDistributed(env: NodeJS.ProcessEnv): Launched
  restart(env: NodeJS.ProcessEnv): Launched
  /** A program on the installation's database. */
  count(env: NodeJS.ProcessEnv, label: string): Launched
  remove(): void
}

export interface Launched {
  process: ChildProcess
  output(): string
  exited: Promise<number | null>
  /** Waits for a line; rejects with all output when the launcher ends first. */
  until(text: string): Promise<void>
}

/** A tree with the real launcher and small stand-ins for the servers it starts. */
export function makeHouse(): House {
  const root = mkdtempSync(join(tmpdir(), 'hospital-house-'))
  chmodSync(root, 0o755)
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  cpSync(join(repository, 'packages/launcher'), join(root, 'packages/launcher'), { recursive: true, filter: (path) => !path.includes('/test') && !path.includes('node_modules') })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  put('package.json', '{ "name": "house", "private": true, "type": "module", "scripts": { "start": "node packages/launcher/start.mjs", "start:distributed": "node packages/launcher/start.mjs --distributed", "restart": "node packages/launcher/src/restart.ts", "count": "node packages/launcher/run.mjs count.ts" } }')
  put('count.ts', COUNT)
  put('packages/web/trusted-proxies.mjs', '')
  put('package-lock.json', '{ "name": "house", "lockfileVersion": 3, "requires": true, "packages": {} }')
  utimesSync(join(root, 'package-lock.json'), 0, 0)
  cpSync(join(repository, 'tsconfig.base.json'), join(root, 'tsconfig.base.json'))
  put('codegen.ts', '')
  put('schema/api.graphql', '')
  put('nx.json', '{ "neverConnectToCloud": true, "analytics": false }')
  put('apps/sandbox/src/server.ts', SERVER)
  put('apps/gateway/src/server.ts', SERVER)
  put('apps/gateway/src/seed.ts', SEED)
  put('apps/gateway/src/migrate.ts', '')
  for (const name of SUBGRAPHS) put(`subgraphs/${name}/src/server.ts`, SERVER)
  for (const app of ['patient', 'doctor', 'console']) {
    put(`apps/${app}/server.mjs`, SERVER)
    put(`apps/${app}/build.mjs`, BUILD)
    put(`apps/${app}/project.json`, JSON.stringify({ name: app, targets: { build: { command: `node build.mjs ${app}`, options: { cwd: `apps/${app}` } } } }))
  }
  return { root, start: (env) => launch(root, env, 'start'), startDistributed: (env) => launch(root, env, 'run', 'start:distributed'), restart: (env) => launch(root, env, 'run', 'restart'), count: (env, label) => launch(root, env, 'run', 'count', '--', label), remove: () => rmSync(root, { recursive: true, force: true }) }
}

function launch(root: string, env: NodeJS.ProcessEnv, ...args: string[]): Launched {
  const child = spawn('npm', args, { cwd: root, env: { ...process.env, NODE_ENV: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  child.stdout.on('data', (data) => (output += data))
  child.stderr.on('data', (data) => (output += data))
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return {
    process: child,
    output: () => output,
    exited,
    async until(text) {
      for (let waits = 0; !output.includes(text); waits++) {
        if (child.exitCode !== null || waits > 1_200) throw new Error(`"${text}" was never said:\n${output}`)
        await sleep(50)
      }
    },
  }
}

/** Every living process whose command line or environment names the folder: what this house has started. */
export function processesOf(root: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => names(pid, root))
}

function names(pid: number, root: string): boolean {
  try {
    if (/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return false
    return ['cmdline', 'environ'].some((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(root))
  } catch {
    return false
  }
}

export async function untilGone(root: string): Promise<void> {
  for (let waits = 0; processesOf(root).length > 0; waits++) {
    if (waits > 300) throw new Error(`Still alive: ${processesOf(root).map((pid) => `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`).join('\n')}`)
    await sleep(50)
  }
}

